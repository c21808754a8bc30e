//! The other steps: reserve, sign, record.

use domain::id::{AuthorityId, CertificateId};
use domain::time::Timestamp;
use keys::Keys;
use pki::Certificate;
use pki::certificate::with_signature;
use pki::crl::Reason;
use store::Tx;
use store::table::intent::{self, IntentRow};
use store::table::standing;

use crate::authority::Authority;
use crate::convert::timestamp;
use crate::{CaError, Draft};

/// A signed certificate, not recorded yet: it may not be given to anybody before [`record`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    draft: Draft,
    certificate: Certificate,
}

impl Issued {
    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Serial number, lower-case hex, as rows keep it.
    pub fn serial(&self) -> String {
        self.certificate.serial().to_string()
    }

    /// SHA-1 of the certificate, upper-case hex: how Windows and the vendors name it.
    pub fn thumbprint(&self) -> String {
        hex::encode_upper(self.certificate.thumbprint())
    }

    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hex: by which a key used by another person is found.
    pub fn public_key(&self) -> String {
        hex::encode(pki::digest::sha256(self.certificate.public_key().spki()))
    }

    /// Who issued it.
    pub(crate) fn authority(&self) -> AuthorityId {
        self.draft.authority
    }

    /// The lint certificate, which the intent keeps.
    pub(crate) fn lint_der(&self) -> &[u8] {
        self.draft.lint.der()
    }

    /// Valid from.
    pub fn not_before(&self) -> Timestamp {
        timestamp(self.certificate.not_before())
    }

    /// Valid to.
    pub fn not_after(&self) -> Timestamp {
        timestamp(self.certificate.not_after())
    }
}

/// Records the intent: serial number and lint certificate. Commit before [`sign`].
pub fn reserve(tx: &mut Tx<'_>, draft: &Draft, now: Timestamp) -> Result<(), CaError> {
    let row = IntentRow {
        serial: draft.serial().to_string(),
        authority: draft.authority,
        state: "reserved".to_owned(),
        reserved_at: now,
        not_after: draft.not_after(),
        certificate: None,
        lint: Some(draft.lint.der().to_vec()),
        revoked_at: None,
        reason: None,
    };
    if intent::insert(tx, &row)? { Ok(()) } else { Err(CaError::SerialTaken) }
}

/// Signs by the authority's key, and compares: the bytes are those that were linted, and the signature is the authority's.
pub async fn sign(keys: &Keys, authority: &Authority, draft: Draft) -> Result<Issued, CaError> {
    let certificate = signed(keys, authority, draft.to_be_signed()).await?;
    let same = certificate.to_be_signed() == draft.lint.to_be_signed() && draft.authority == authority.id;
    if same && certificate.is_signed_by(authority.certificate.public_key()) {
        Ok(Issued { draft, certificate })
    } else {
        Err(CaError::Differs)
    }
}

async fn signed(keys: &Keys, authority: &Authority, to_be_signed: &[u8]) -> Result<Certificate, CaError> {
    let signature = keys.sign(authority.key, authority.algorithm, to_be_signed).await?;
    Ok(Certificate::parse(&with_signature(to_be_signed, authority.algorithm, &signature))?)
}

/// The intent became this certificate: in the transaction of the caller's own rows and event.
///
/// [`CaError::NotReserved`] where the reservation was given up meanwhile: the certificate is revoked then and must not be given out.
pub fn record(tx: &mut Tx<'_>, issued: &Issued, id: CertificateId) -> Result<(), CaError> {
    let serial = issued.serial();
    if intent::sign(tx, &serial, Some(id), issued.draft.lint.der())? { Ok(()) } else { Err(CaError::NotReserved(serial)) }
}

/// Gives up what was reserved before `before` and never recorded, and revokes it, since it may have been signed. How many.
///
/// `before` lies so far back that no issuance can still be under way; the lists want renewing where anything was given up.
pub fn abandon_before(tx: &mut Tx<'_>, before: Timestamp, now: Timestamp) -> Result<u64, CaError> {
    let given_up = intent::abandon(tx, before, i64::from(Reason::CessationOfOperation.number()), now)?;
    if given_up > 0 {
        for authority in crate::all(tx)? {
            standing::changed(tx, authority.id)?;
        }
    }
    Ok(given_up)
}
