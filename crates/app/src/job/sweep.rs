//! Drops what nobody needs any more, or may keep any longer: personal data of requests, blobs without a row, expired sessions, results of old idempotency keys, texts of old
//! messages, old deliveries, revocation lists that have ended.

use std::time::Duration;

use domain::cloud_signing::{KEEP, KEEP_UPLOADS};
use domain::id::EventId;
use domain::time::Timestamp;
use jobs::{Job, Outcome};
use store::{StoreError, table};

use crate::act::KEEP_RESULTS;
use crate::{AppError, Ctx, deposit, form, login, party, request};

pub(crate) const KIND: &str = "sweep";

/// How long the administrator can read a message in the outbox.
const KEEP_TEXTS: Duration = Duration::from_secs(24 * 3600);
/// How old a blob without a row has to be: an upload may still be on its way to its transaction.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 3600);

/// How long the log of deliveries, failed jobs and endpoints that were taken away are kept.
const KEEP_DELIVERIES: Duration = Duration::from_secs(90 * 24 * 3600);
/// Rows dropped in one transaction: others want to write too.
const TOGETHER: i64 = 1000;

/// Sweeps.
pub(crate) async fn run(ctx: Ctx, _job: Job) -> Result<Outcome, AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            table::session::sweep(tx, now, now.minus(login::WAIT))?;
            table::operator_session::sweep(tx, now)?;
            table::cabinet_session::sweep(tx, now)?;
            table::certificate_challenge::sweep(tx, now)?;
            table::idempotency::sweep(tx, now.minus(KEEP_RESULTS))?;
            table::challenge::sweep(tx, now.minus(KEEP_TEXTS))?;
            table::crl::sweep(tx, now)?;
            table::sms::forget_texts(tx, now.minus(KEEP_TEXTS))?;
            Ok::<_, AppError>(())
        })
        .await?;
    request::sweep(&ctx).await?;
    form::sweep(&ctx).await?;
    party::sweep(&ctx).await?;
    // after whatever may let go of contents
    deposit::sweep(&ctx).await?;
    sweep_deliveries(&ctx, now.minus(KEEP_DELIVERIES)).await?;
    sweep_cloud_signing(&ctx, now).await?;
    let store = ctx.store.clone();
    let swept = ctx
        .blobs
        .sweep(now.minus(ORPHAN_AGE), move |keys: Vec<blobs::BlobKey>| {
            let store = store.clone();
            async move {
                store
                    .read(move |tx| {
                        let mut named = std::collections::HashSet::new();
                        for key in &keys {
                            if table::content::blob_is_named(tx, &key.to_string())? {
                                named.insert(*key);
                            }
                        }
                        Ok::<_, AppError>(named)
                    })
                    .await
            }
        })
        .await?;
    if swept.removed > 0 {
        tracing::info!(removed = swept.removed, bytes = swept.bytes, "blobs that nobody named were removed");
    }
    Ok(Outcome::Done)
}

/// Drops uploads that had their day, and signatures that nobody fetched for long; contents that lose their rows are swept after them.
async fn sweep_cloud_signing(ctx: &Ctx, now: Timestamp) -> Result<(), AppError> {
    let (uploads, operations) = (now.minus(KEEP_UPLOADS), now.minus(KEEP));
    while ctx.store.write(move |tx| table::cloud_file::sweep(tx, uploads, TOGETHER).map_err(AppError::from)).await? > 0 {}
    while ctx.store.write(move |tx| table::cloud_operation::sweep(tx, operations, TOGETHER).map_err(AppError::from)).await? > 0 {}
    Ok(())
}

/// Drops what was told long ago, a little at a time.
async fn sweep_deliveries(ctx: &Ctx, before: Timestamp) -> Result<(), AppError> {
    let millis = u64::try_from(before.micros() / 1000).unwrap_or(0);
    let oldest = EventId::new(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid());
    for endpoint in ctx.store.read(|tx| table::endpoint::ids(tx).map_err(AppError::from)).await? {
        while ctx
            .store
            .write(move |tx| table::delivery::sweep(tx, endpoint, oldest, TOGETHER))
            .await
            .map_err(|error: StoreError| AppError::from(error))?
            > 0
        {}
    }
    while ctx
        .store
        .write(move |tx| table::job::sweep_failed(tx, before, TOGETHER))
        .await
        .map_err(|error: StoreError| AppError::from(error))?
        > 0
    {}
    ctx.store.write(move |tx| table::endpoint::sweep(tx, before).map(drop).map_err(AppError::from)).await
}
