//! What every issuance shares: draft and lint, reserve, sign; then record in the caller's transaction (docs/adr/0008-issuance-order.md).

use domain::certificate::{Certificate, Life};
use domain::code;
use domain::id::{AuthorityId, CertificateId};
use domain::issue::{IssueRequest, KeyPlace};
use domain::time::Timestamp;
use pki::PublicKey;
use store::{Tx, table};

use crate::request::{Subject, profile};
use crate::{AppError, Ctx};

/// A signed certificate that is not recorded yet: given to nobody before [`Made::record`].
#[derive(Debug, Clone)]
pub(crate) struct Made {
    authority: AuthorityId,
    algorithm: String,
    subject: String,
    issued: ca::Issued,
}

/// Makes it. The name comes from the subject, never from a PKCS#10. The intent is durable before the authority's key is touched.
pub(crate) async fn make(ctx: &Ctx, authority: &ca::Authority, subject: &Subject, key: &PublicKey) -> Result<Made, AppError> {
    subject.account.require_active()?;
    let name = profile::name(subject).map_err(|error| AppError::from(code::IDENTITY_INCOMPLETE).because(error))?;
    let order = ca::Order { subject: &name, public_key: key };
    let draft = ca::draft(authority, order, ca::Terms::default(), &ctx.settings.pki_url, ctx.random(), ctx.now())?;
    let (intent, now, owner, hash) = (draft.clone(), ctx.now(), subject.request.user, crate::digest::sha256_hex(key.spki()));
    ctx.store
        .write(move |tx| {
            if !table::key_holder::take(tx, &hash, owner)? {
                return Err(AppError::from(code::KEY_TAKEN));
            }
            Ok(ca::reserve(tx, &intent, now)?)
        })
        .await?;
    let issued = ca::sign(&ctx.keys, authority, draft).await?;
    let algorithm = key.algorithm().map_or_else(String::new, |algorithm| algorithm.name().to_owned());
    Ok(Made { authority: authority.id, algorithm, subject: name.to_string(), issued })
}

impl Made {
    /// As rows and callers know it.
    pub(crate) fn certificate(&self, id: CertificateId, request: &IssueRequest) -> Certificate {
        let issued = &self.issued;
        Certificate {
            id,
            licensee: request.licensee,
            version: 1,
            authority: self.authority,
            issue: request.id,
            user: request.user,
            company: request.company,
            key: match &request.key {
                KeyPlace::Server { key, .. } => key.as_ref().map(|key| key.id),
                KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => None,
            },
            algorithm: self.algorithm.clone(),
            serial: issued.serial(),
            thumbprint: issued.thumbprint(),
            subject: self.subject.clone(),
            not_before: issued.not_before(),
            not_after: issued.not_after(),
            state: Life::Issued,
        }
    }

    /// Its bytes.
    pub(crate) fn der(&self) -> &[u8] {
        self.issued.certificate().der()
    }

    /// The intent became this certificate.
    pub(crate) fn record(&self, tx: &mut Tx<'_>, certificate: &Certificate, now: Timestamp) -> Result<(), AppError> {
        ca::record(tx, &self.issued, certificate.id)?;
        Ok(table::certificate::insert(tx, certificate, &self.issued.public_key(), self.der(), now)?)
    }
}
