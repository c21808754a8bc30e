//! Certificates of people: revoked, suspended, resumed. Lists and OCSP answers follow at once.

use std::time::Duration;

use domain::certificate::{Certificate, Life};
use domain::id::CertificateId;
use domain::time::Timestamp;
use pki::crl::Reason;
use serde_json::json;
use store::{Tx, table};

use super::record;
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::job::publish_crl;
use crate::{AppError, Ctx};

/// What is to become of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Dead for good, for this reason.
    Revoke(Reason),
    /// On hold.
    Suspend,
    /// In use again.
    Resume,
}

/// Changes how a certificate stands. What is so already changes nothing.
pub async fn judge_certificate(ctx: &Ctx, id: CertificateId, verdict: Verdict) -> Result<Certificate, AppError> {
    let (inner, now) = (ctx.clone(), ctx.now());
    let judged = ctx.store.write(move |tx| {
        let certificate = table::certificate::load_for_update(tx, id)?.or_missing()?;
        let before = certificate.clone();
        let certificate = match verdict {
            Verdict::Revoke(_) => certificate.revoke(now)?,
            Verdict::Suspend => certificate.suspend(now)?,
            Verdict::Resume => certificate.resume(now)?,
        };
        if certificate == before {
            return Ok((certificate, false));
        }
        match verdict {
            Verdict::Revoke(reason) => ca::revoke(tx, &certificate.serial, reason, now)?.authority,
            Verdict::Suspend => ca::revoke(tx, &certificate.serial, Reason::Hold, now)?.authority,
            Verdict::Resume => ca::release(tx, &certificate.serial)?,
        };
        let certificate = table::certificate::save(tx, certificate)?;
        tell(tx, &inner, &certificate, now)?;
        Ok::<_, AppError>((certificate, true))
    });
    let (certificate, changed) = judged.await?;
    if changed {
        publish_crl::publish_due(ctx, Duration::ZERO).await?;
    }
    Ok(certificate)
}

/// Revokes a certificate that is loaded for update, on the owner's word. What is to be published is the caller's to see to.
pub(crate) fn revoke_in(tx: &mut Tx<'_>, ctx: &Ctx, certificate: Certificate, reason: Reason, now: Timestamp) -> Result<(), AppError> {
    let certificate = certificate.revoke(now)?;
    ca::revoke(tx, &certificate.serial, reason, now)?;
    let certificate = table::certificate::save(tx, certificate)?;
    tell(tx, ctx, &certificate, now)
}

fn tell(tx: &mut Tx<'_>, ctx: &Ctx, certificate: &Certificate, now: Timestamp) -> Result<(), AppError> {
    let (action, kind) = match certificate.state {
        Life::Revoked { .. } => ("certificate.revoke", "certificate.revoked"),
        Life::Suspended { .. } => ("certificate.suspend", "certificate.suspended"),
        Life::Issued | Life::Active { .. } => ("certificate.resume", "certificate.resumed"),
    };
    tell_of(tx, ctx, certificate, kind, now)?;
    tx.audit(record::done(now, Some(certificate.licensee), action, certificate.id));
    Ok(())
}

/// Tells the licensee what became of a certificate of theirs.
pub(super) fn tell_of(tx: &mut Tx<'_>, ctx: &Ctx, certificate: &Certificate, kind: &'static str, now: Timestamp) -> Result<(), AppError> {
    let data = json!({
        "certificate_id": certificate.id.to_string(),
        "user_id": certificate.user.to_string(),
        "company_id": certificate.company.map(|company| company.to_string()),
        "status": certificate.word(now),
        "serial": certificate.serial,
    });
    Ok(event::record(tx, ctx, certificate.licensee, vec![Told { kind, subject: certificate.id.to_string(), data }], now)?)
}
