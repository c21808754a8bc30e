//! A time stamp over a signature (CAdES-T, ETSI EN 319 122-1 §5.3): at once where that is possible, by a job where it is not.

use domain::id::SignatureId;
use domain::signature::Signature;
use pki::tsp::Request;
use serde_json::json;
use signature::cades::ToStamp;
use store::{NewJob, Tx, table};

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::job::stamp_signature;
use crate::{AppError, Call, Ctx, services};

/// The form without a time stamp, and with one.
pub(crate) const BES: &str = "CAdES-BES";
pub(crate) const STAMPED: &str = "CAdES-T";

/// The same CMS with a time stamp over its one signer, by the house's own authority or by the first of the set ones that gives it. The stamp
/// is verified before it is added: imprint, nonce, the authority's signature and its purpose.
pub(crate) async fn stamped(ctx: &Ctx, cms: &[u8]) -> Result<Vec<u8>, AppError> {
    let unusable = |error| AppError::internal("stamping a signature").because(error);
    let digest = digest_of(cms)?;
    let to_stamp = ToStamp::signature(0, digest);
    let imprint = to_stamp.imprint(cms).map_err(unusable)?;
    let Some(urls) = &ctx.settings.stamp_urls else {
        let token = services::token(ctx, &imprint).await?;
        return to_stamp.add(cms, &token, &[]).map_err(unusable);
    };
    let request = Request { imprint, policy: None, nonce: Some(Request::nonce_from_random(ctx.random())), certificate: true };
    let mut refused = Vec::new();
    for url in urls {
        match ctx.evidence.time_stamp(std::slice::from_ref(url), &request).await {
            Ok(token) => match to_stamp.add(cms, &token, &[]) {
                Ok(stamped) => return Ok(stamped),
                Err(error) => refused.push(format!("{url}: {error}")),
            },
            Err(error) => refused.push(error.to_string()),
        }
    }
    Err(AppError::from(domain::code::UNAVAILABLE).private(format!("no time stamp: {}", refused.join("; "))))
}

/// The digest that the signer signed by: whoever reads the signature knows it, so they can read the stamp.
fn digest_of(cms: &[u8]) -> Result<pki::Digest, AppError> {
    let data = signature::cms::read::SignedData::parse(cms).map_err(|error| AppError::internal("a signature of our own").because(error))?;
    let digest = data.signers.first().and_then(|signer| signer.digest);
    digest.ok_or_else(|| AppError::internal("the digest of a signature of our own"))
}

/// Enqueues the stamp that could not be had at once.
pub(crate) fn later(tx: &mut Tx<'_>, signature: &Signature) {
    tx.job(NewJob {
        id: format!("stamp:{}", signature.id),
        kind: stamp_signature::KIND,
        licensee: Some(signature.licensee),
        lane: None,
        target: None,
        body: json!({ "signature": signature.id.to_string() }),
        run_at: signature.at,
    });
}

/// Brings a signature that waits to its form; one that does not wait is left alone.
pub(crate) async fn complete(ctx: &Ctx, id: SignatureId) -> Result<(), AppError> {
    let (waiting, cms) = ctx.store.read(move |tx| table::signature::load(tx, id)?.or_missing()).await?;
    if waiting.pending.is_none() {
        return Ok(());
    }
    let stamped = stamped(ctx, &cms).await?;
    let (inner, now, call) = (ctx.clone(), ctx.now(), Call::job(stamp_signature::KIND));
    let done = act::run_if_wanted(ctx, &call, Act::new("signature.stamp", id), move |tx| {
        let (signature, present) = table::signature::load_for_update(tx, id)?.or_missing()?;
        if signature.pending.is_none() || present != cms {
            return Ok(None);
        }
        let signature = Signature { format: STAMPED.to_owned(), pending: None, ..signature };
        table::signature::replace(tx, &signature, &stamped)?;
        let data = json!({
            "signature_id": signature.id.to_string(),
            "package_id": signature.package.to_string(),
            "file_id": signature.file.to_string(),
            "format": signature.format,
        });
        let told = Told { kind: "signature.stamped", subject: signature.package.to_string(), data };
        event::record(tx, &inner, signature.licensee, vec![told], now)?;
        Ok(Some(()))
    });
    done.await.map(drop)
}
