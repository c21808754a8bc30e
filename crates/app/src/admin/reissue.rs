//! Certificates of an authority that may not be trusted any more are issued anew by the one that issues now.

use std::time::Duration;

use ca::{Authority, CaError, Issued};
use domain::certificate::{Anew, Life};
use domain::id::{AuthorityId, CertificateId};
use domain::time::Timestamp;
use pki::crl::Reason;
use store::{Tx, table};

use super::certificate::tell_of;
use super::record;
use crate::error::OrMissing;
use crate::job::publish_crl;
use crate::{AppError, Ctx};

/// Certificates of one transaction.
const BATCH: u32 = 64;
/// So many are revoked before the next list tells of them; OCSP tells at once.
const LIST: u64 = 10_000;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reissued {
    /// Issued anew; the earlier ones are revoked.
    pub anew: u64,
    /// Revoked alone: their keys may not sign any more.
    pub ended: u64,
}

/// Issues every living certificate of `old` anew, over the same key and ending as before, and revokes it there. With `compromised` the
/// authority itself is revoked by its root in the end. What was broken off goes on where it stopped. `None` where no newer authority issues.
pub async fn reissue(
    ctx: &Ctx,
    old: AuthorityId,
    compromised: bool,
    mut progress: impl FnMut(Reissued),
) -> Result<Option<Reissued>, AppError> {
    let (from, all) = ctx.store.read(move |tx| Ok::<_, AppError>((ca::load(tx, old)?, ca::all(tx)?))).await?;
    let newest = all.into_iter().rfind(|one| !one.is_root() && one.licensee == from.licensee);
    let Some(new) = newest.filter(|new| new.id != old && !from.is_root()) else { return Ok(None) };
    let reason = if compromised { Reason::AuthorityCompromise } else { Reason::Superseded };
    let (mut done, mut listed, mut after) = (Reissued::default(), 0, String::new());
    loop {
        let (page, now) = (after.clone(), ctx.now());
        let living = ctx.store.read(move |tx| Ok::<_, AppError>(table::intent::living(tx, old, &page, now, BATCH)?)).await?;
        let Some((last, _)) = living.last() else { break };
        after.clone_from(last);
        let batch = batch(ctx, &new, living.into_iter().map(|(_, id)| id).collect(), reason).await?;
        done = Reissued { anew: done.anew + batch.anew, ended: done.ended + batch.ended };
        if done.anew + done.ended - listed >= LIST {
            listed = done.anew + done.ended;
            publish_crl::publish_due(ctx, Duration::ZERO).await?;
        }
        progress(done);
    }
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            if compromised {
                ca::revoke(tx, &from.certificate.serial().to_string(), reason, now)?;
            }
            tx.audit(record::done(now, None, "authority.reissue", old));
            Ok::<_, AppError>(())
        })
        .await?;
    publish_crl::publish_due(ctx, Duration::ZERO).await?;
    Ok(Some(done))
}

/// Reserve, sign, record: each for all of the batch together.
async fn batch(ctx: &Ctx, new: &Authority, ids: Vec<CertificateId>, reason: Reason) -> Result<Reissued, AppError> {
    let ders = ctx.store.read(move |tx| {
        ids.iter().map(|id| Ok((*id, table::certificate::der(tx, *id)?.or_missing()?))).collect::<Result<Vec<_>, AppError>>()
    });
    let (mut drafts, mut over) = (Vec::new(), Vec::new());
    for (id, der) in ders.await? {
        let before = pki::Certificate::parse(&der).map_err(|error| AppError::internal("a kept certificate").because(error))?;
        match ca::draft_again(new, &before, &ctx.settings.pki_url, ctx.random(), ctx.now()) {
            Ok(draft) => drafts.push((id, draft)),
            Err(CaError::EndsTooSoon(_)) => over.push(id),
            Err(error) => return Err(error.into()),
        }
    }
    let (reserved, now) = (drafts.iter().map(|(_, draft)| draft.clone()).collect::<Vec<_>>(), ctx.now());
    ctx.store.write(move |tx| reserved.iter().try_for_each(|draft| ca::reserve(tx, draft, now)).map_err(AppError::from)).await?;
    let mut issued = Vec::with_capacity(drafts.len());
    for (id, draft) in drafts {
        issued.push((id, ca::sign(&ctx.keys, new, draft).await?));
    }
    let (inner, now, new) = (ctx.clone(), ctx.now(), new.id);
    ctx.store
        .write(move |tx| {
            let mut done = Reissued::default();
            for (id, issued) in &issued {
                done.anew += u64::from(replace(tx, &inner, *id, (new, issued), reason, now)?);
            }
            for id in &over {
                done.ended += u64::from(end(tx, &inner, *id, reason, now)?);
            }
            Ok::<_, AppError>(done)
        })
        .await
}

/// The new certificate takes the place of the old one. False where that was revoked meanwhile: then what was signed is given up in time, as
/// everything is that was reserved and never recorded.
fn replace(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: CertificateId,
    (authority, issued): (AuthorityId, &Issued),
    reason: Reason,
    now: Timestamp,
) -> Result<bool, AppError> {
    let before = table::certificate::load_for_update(tx, id)?.or_missing()?;
    let serial = before.serial.clone();
    let (not_before, not_after) = (issued.not_before(), issued.not_after());
    let anew = Anew { authority, serial: issued.serial(), thumbprint: issued.thumbprint(), not_before, not_after };
    let Ok(certificate) = before.reissue(anew) else { return Ok(false) };
    ca::record(tx, issued, id)?;
    if let Life::Suspended { .. } = certificate.state {
        ca::revoke(tx, &certificate.serial, Reason::Hold, now)?;
    }
    ca::revoke(tx, &serial, reason, now)?;
    let certificate = table::certificate::reissue(tx, certificate, issued.certificate().der(), now)?;
    tell_of(tx, ctx, &certificate, "certificate.reissued", now)?;
    tx.audit(record::done(now, None, "certificate.reissue", id));
    Ok(true)
}

/// A certificate whose key may not sign any more is revoked and nothing takes its place.
fn end(tx: &mut Tx<'_>, ctx: &Ctx, id: CertificateId, reason: Reason, now: Timestamp) -> Result<bool, AppError> {
    let before = table::certificate::load_for_update(tx, id)?.or_missing()?;
    if let Life::Revoked { .. } = before.state {
        return Ok(false);
    }
    ca::revoke(tx, &before.serial, reason, now)?;
    let certificate = table::certificate::save(tx, before.revoke(now)?)?;
    tell_of(tx, ctx, &certificate, "certificate.revoked", now)?;
    tx.audit(record::done(now, None, "certificate.revoke", id));
    Ok(true)
}
