//! What every issuance shares: draft and lint, reserve, sign; then record in the caller's transaction (docs/adr/0008-issuance-order.md).

use domain::certificate::{Certificate, Life};
use domain::code;
use domain::id::{AuthorityId, CertificateId, UserId};
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

/// A certificate that the lint passed, and whose it will be.
#[derive(Debug, Clone)]
pub(crate) struct Drafted {
    draft: ca::Draft,
    subject: String,
    algorithm: String,
    owner: UserId,
    key: String,
}

/// Makes it. The intent is durable before the authority's key is touched.
pub(crate) async fn make(ctx: &Ctx, authority: &ca::Authority, subject: &Subject, key: &PublicKey) -> Result<Made, AppError> {
    let (drafted, now) = (draft(ctx, authority, subject, key)?, ctx.now());
    let intent = drafted.clone();
    ctx.store.write(move |tx| reserve(tx, &intent, now)).await?;
    sign(ctx, authority, drafted).await
}

/// Drafts it. The name comes from the subject, never from a PKCS#10.
pub(super) fn draft(ctx: &Ctx, authority: &ca::Authority, subject: &Subject, key: &PublicKey) -> Result<Drafted, AppError> {
    subject.account.require_active()?;
    let name = profile::name(subject).map_err(|error| AppError::from(code::IDENTITY_INCOMPLETE).because(error))?;
    let order = ca::Order { subject: &name, public_key: key };
    Ok(Drafted {
        draft: ca::draft(authority, order, ca::Terms::default(), &ctx.settings.pki_url, ctx.random(), ctx.now())?,
        subject: name.to_string(),
        algorithm: key.algorithm().map_or_else(String::new, |algorithm| algorithm.name().to_owned()),
        owner: subject.request.user,
        key: crate::digest::sha256_hex(key.spki()),
    })
}

/// Records the intent. To be durable before [`sign`].
pub(super) fn reserve(tx: &mut Tx<'_>, drafted: &Drafted, now: Timestamp) -> Result<(), AppError> {
    if !table::key_holder::take(tx, &drafted.key, drafted.owner)? {
        return Err(code::KEY_TAKEN.into());
    }
    Ok(ca::reserve(tx, &drafted.draft, now)?)
}

/// Signs what is recorded.
pub(super) async fn sign(ctx: &Ctx, authority: &ca::Authority, drafted: Drafted) -> Result<Made, AppError> {
    let Drafted { draft, subject, algorithm, .. } = drafted;
    Ok(Made { authority: authority.id, algorithm, subject, issued: ca::sign(&ctx.keys, authority, draft).await? })
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
