//! Makes the signatures of an operation that was confirmed; they count when the transaction at the end says so.

use domain::certificate::Certificate;
use domain::cloud_signing::{Command, Level, Operation, Outcome, SignedFile};
use domain::code::{self, Code};
use domain::form::FormSignature;
use domain::id::{CloudOperationId, CloudResultId};
use domain::time::Timestamp;
use pki::Digest;
use serde_json::json;
use signature::ContentDigest;
use store::{NewJob, Tx, table};

use super::digest::md5_hex;
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::job::cloud_sign;
use crate::{AppError, Call, Ctx, authority, form, package, signature as stamping};

/// What keeps a key from signing for good, however often it is tried.
const FOR_GOOD: [Code; 7] = [
    code::CERTIFICATE_REVOKED,
    code::CERTIFICATE_EXPIRED,
    code::CERTIFICATE_NOT_ACTIVE,
    code::KEY_MISMATCH,
    code::KEY_NOT_ON_SERVER,
    code::RIGHT_MISSING,
    code::ACCOUNT_BLOCKED,
];

/// Enqueues the making.
pub(super) fn enqueue(tx: &mut Tx<'_>, operation: &Operation, now: Timestamp) {
    tx.job(NewJob {
        id: format!("cloud_sign:{}", operation.id),
        kind: cloud_sign::KIND,
        licensee: Some(operation.licensee),
        lane: None,
        target: None,
        body: json!({ "operation": operation.id.to_string() }),
        run_at: now,
    });
}

/// Makes them; an operation that is over is left alone. An error that will not go away ends the operation.
pub(crate) async fn finish(ctx: &Ctx, id: CloudOperationId) -> Result<(), AppError> {
    let made = match make(ctx, id).await {
        Ok(made) => made,
        Err(error) if FOR_GOOD.contains(&error.code) => return crash(ctx, id, error.code).await,
        Err(error) => return Err(error),
    };
    let (inner, now) = (ctx.clone(), ctx.now());
    let done = conclude(ctx, id, "cloud_signing.finish", move |tx, operation| {
        // neither a revoked certificate nor a lost right may slip through between making and here
        let certificate = usable(tx, &operation, now)?;
        let outcomes = made.iter().map(|(outcome, _)| outcome.clone()).collect();
        let Some(done) = operation.apply(Command::Finish { outcomes }, now)? else { return Ok(None) };
        for (outcome, cms) in &made {
            table::cloud_operation::insert_result(tx, outcome.result, &done, cms)?;
        }
        let signatures = done.files.iter().zip(&made);
        let told = signatures.map(|(file, (outcome, _))| FormSignature { id: outcome.result.uuid(), document: file.name.clone() });
        form::signed(tx, &inner, &certificate, told.collect(), now)?;
        Ok(Some(done))
    });
    match done.await {
        Err(error) if FOR_GOOD.contains(&error.code) => crash(ctx, id, error.code).await,
        done => done,
    }
}

/// Ends an operation of which nothing will come.
async fn crash(ctx: &Ctx, id: CloudOperationId, reason: Code) -> Result<(), AppError> {
    let now = ctx.now();
    conclude(ctx, id, "cloud_signing.crash", move |_, operation| Ok(operation.apply(Command::Crash { reason: reason.id.to_owned() }, now)?))
        .await
}

async fn conclude(
    ctx: &Ctx,
    id: CloudOperationId,
    action: &'static str,
    end: impl Fn(&mut Tx<'_>, Operation) -> Result<Option<Operation>, AppError> + Send + 'static,
) -> Result<(), AppError> {
    let call = Call::job(cloud_sign::KIND);
    let ended = act::run_if_wanted(ctx, &call, Act::new(action, id), move |tx| {
        let Some(operation) = table::cloud_operation::load_for_update(tx, id)? else { return Ok(None) };
        end(tx, operation)?.map(|ended| Ok(table::cloud_operation::save(tx, ended)?)).transpose()
    });
    ended.await.map(drop)
}

/// The certificate of an operation, if it may sign now.
fn usable(tx: &mut Tx<'_>, operation: &Operation, now: Timestamp) -> Result<Certificate, AppError> {
    let certificate = table::certificate::load(tx, operation.certificate)?.or_missing()?;
    certificate.require_usable(now)?;
    table::account::load(tx, certificate.user)?.or_missing()?.require_active()?;
    package::entitled(tx, &certificate, now)?;
    Ok(certificate)
}

/// A detached CAdES for each file; none where the operation is over.
async fn make(ctx: &Ctx, id: CloudOperationId) -> Result<Vec<(Outcome, Vec<u8>)>, AppError> {
    let now = ctx.now();
    let (operation, certificate, der, chain) = ctx
        .store
        .read(move |tx| {
            let operation = table::cloud_operation::load(tx, id)?.or_missing()?;
            let certificate = usable(tx, &operation, now)?;
            let der = table::certificate::der(tx, certificate.id)?.ok_or_else(|| AppError::internal("a certificate without bytes"))?;
            let chain = authority::chain_of(tx, certificate.authority)?;
            Ok::<_, AppError>((operation, certificate, der, chain))
        })
        .await?;
    let key = certificate.key.ok_or(code::KEY_NOT_ON_SERVER)?;
    let signer = pki::Certificate::parse(&der).map_err(|error| AppError::internal("a kept certificate").because(error))?;
    authority::require_key_period(&signer, now)?;
    let mut made = Vec::with_capacity(operation.files.len());
    for file in &operation.files {
        let digest = kept(file)?;
        let cms = authority::cades(ctx, key, &signer, &chain, &digest, now).await?;
        authority::verified(ctx, &cms, &digest, &chain, now)?;
        let cms = match operation.level {
            Level::Basic => cms,
            // while no stamp can be had the job comes again, and the operation says that it is in progress
            Level::Stamped => stamping::stamped(ctx, &cms).await?,
        };
        let outcome = Outcome { result: CloudResultId::new(ctx.uuid()), size: cms.len() as u64, md5: md5_hex(&cms) };
        made.push((outcome, cms));
    }
    Ok(made)
}

/// The digest of a file as it was settled when the operation began.
fn kept(file: &SignedFile) -> Result<ContentDigest, AppError> {
    let unreadable = || AppError::internal("a kept digest");
    let algorithm = Digest::ALL.into_iter().find(|digest| digest.name() == file.algorithm).ok_or_else(unreadable)?;
    let value = hex::decode(&file.digest).ok().filter(|value| value.len() == algorithm.length()).ok_or_else(unreadable)?;
    Ok(ContentDigest { algorithm, value })
}
