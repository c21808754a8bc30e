//! Streams a body to the blob store; what no transaction names afterwards is swept after a day.

use blobs::{BlobKey, BoxError};
use bytes::Bytes;
use domain::id::{ContentId, LicenseeId};
use domain::time::Timestamp;
use futures::Stream;
use store::{Tx, table};

use crate::{AppError, Call, Ctx};

/// A durable body without a name yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its key in the blob store.
    pub key: BlobKey,
    /// How many bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// Stores an uploaded body.
pub async fn store<S, E>(ctx: &Ctx, call: &Call, body: S) -> Result<Stored, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    call.office_key()?;
    let stored = ctx.blobs.put(BlobKey::new(ctx.random()), body, ctx.settings.upload_limit).await?;
    Ok(named(stored))
}

/// Stores bytes that the house made.
pub(crate) async fn keep(ctx: &Ctx, bytes: Vec<u8>) -> Result<Stored, AppError> {
    Ok(named(ctx.blobs.put_bytes(BlobKey::new(ctx.random()), bytes.into()).await?))
}

fn named(stored: blobs::Stored) -> Stored {
    Stored { key: stored.key, size: stored.size, sha256: hex::encode(stored.sha256) }
}

/// Names a stored body: from here on it belongs to `licensee`.
pub(crate) fn insert(tx: &mut Tx<'_>, id: ContentId, licensee: LicenseeId, stored: &Stored, now: Timestamp) -> Result<(), AppError> {
    let content = table::content::Content {
        id,
        licensee,
        blob: stored.key.to_string(),
        size: stored.size,
        sha256: stored.sha256.clone(),
        created_at: now,
    };
    Ok(table::content::insert(tx, &content)?)
}
