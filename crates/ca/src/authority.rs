//! Authorities as they work: row, certificate and key together.

use domain::id::{AuthorityId, LicenseeId, PrivateKeyId};
use domain::time::Timestamp;
use pki::certificate::chain_to_pem;
use pki::profile::Issuer;
use pki::{Algorithm, Certificate};
use store::table::authority::{self, AuthorityRow};
use store::{StoreError, Tx};

use crate::CaError;
use crate::convert::timestamp;

/// An authority with its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its id.
    pub id: AuthorityId,
    /// Whose it is; `None` for the installation's own.
    pub licensee: Option<LicenseeId>,
    /// Who signed its certificate; `None` for a root.
    pub parent: Option<AuthorityId>,
    /// Common name.
    pub name: String,
    /// Algorithm of its key.
    pub algorithm: Algorithm,
    /// Its private key.
    pub key: PrivateKeyId,
    /// Its certificate.
    pub certificate: Certificate,
}

/// Addresses that go into what an authority issues.
pub(crate) struct Addresses {
    certificate: String,
    crl: String,
    pub(crate) ocsp: String,
}

impl Authority {
    pub(crate) fn of_row(row: AuthorityRow) -> Result<Self, CaError> {
        let certificate = Certificate::parse(&row.certificate.ok_or(CaError::NoAuthority)?)?;
        let unknown = || StoreError::Corrupt(format!("algorithm {} of an authority", row.algorithm));
        Ok(Self {
            id: row.id,
            licensee: row.licensee,
            parent: row.parent,
            algorithm: Algorithm::parse(&row.algorithm).ok_or_else(unknown)?,
            name: row.name,
            key: row.key,
            certificate,
        })
    }

    /// Its last moment.
    pub fn not_after(&self) -> Timestamp {
        timestamp(self.certificate.not_after())
    }

    /// Is it a root?
    pub fn is_root(&self) -> bool {
        self.parent.is_none()
    }
}

impl Addresses {
    /// `{pki_url}/ca/{uuid}.cer`, `{pki_url}/crl/{uuid}.crl` and `{pki_url}/ocsp`.
    pub(crate) fn new(pki_url: &str, id: AuthorityId) -> Self {
        let (base, uuid) = (pki_url.trim_end_matches('/'), id.uuid());
        Self { certificate: format!("{base}/ca/{uuid}.cer"), crl: format!("{base}/crl/{uuid}.crl"), ocsp: format!("{base}/ocsp") }
    }

    pub(crate) fn issuer<'a>(&'a self, certificate: &'a Certificate) -> Issuer<'a> {
        Issuer { certificate, certificate_url: &self.certificate, crl_url: &self.crl }
    }
}

/// One of them. [`CaError::NoAuthority`] where it is not there or still being prepared.
pub fn load(tx: &mut Tx<'_>, id: AuthorityId) -> Result<Authority, CaError> {
    Authority::of_row(authority::load(tx, id)?.ok_or(CaError::NoAuthority)?)
}

/// All that work, the oldest first, roots before those below them.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Authority>, CaError> {
    authority::active(tx)?.into_iter().map(Authority::of_row).collect()
}

/// Those whose end would stop something: of the issuing ones the newest of each owner, and all that stands above these.
pub fn at_work(authorities: &[Authority]) -> Vec<&Authority> {
    let issues = |one: &&Authority| {
        let newest = authorities.iter().rfind(|other| !other.is_root() && other.licensee == one.licensee);
        !one.is_root() && newest.is_some_and(|newest| newest.id == one.id)
    };
    let mut at_work: Vec<&Authority> = authorities.iter().filter(issues).collect();
    let mut next = 0;
    while let Some(below) = at_work.get(next).copied() {
        let above = authorities.iter().find(|one| Some(one.id) == below.parent);
        at_work.extend(above.filter(|above| at_work.iter().all(|known| known.id != above.id)));
        next += 1;
    }
    at_work
}

/// The authority that issues for this licensee: its own, else the installation's; the newest of several.
pub fn issuing(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<Authority, CaError> {
    let issues = |row: &AuthorityRow| row.parent.is_some() && row.licensee.is_none_or(|own| own == licensee);
    let candidates = authority::active(tx)?.into_iter().filter(issues);
    // The last of equals wins, and rows stand oldest first. It alone is parsed.
    let row = candidates.max_by_key(|row| row.licensee.is_some()).ok_or(CaError::NoAuthority)?;
    Authority::of_row(row)
}

/// Certificates from this authority up to its root, both included.
pub fn path(tx: &mut Tx<'_>, id: AuthorityId) -> Result<Vec<Certificate>, CaError> {
    let mut certificates = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let authority = load(tx, id)?;
        certificates.push(authority.certificate);
        next = authority.parent.filter(|_| certificates.len() < 8);
    }
    Ok(certificates)
}

/// Every authority's certificate as PEM, roots first: the trust chain for integrators (`ca.pem`).
pub fn chain_pem(tx: &mut Tx<'_>) -> Result<String, CaError> {
    let mut authorities = all(tx)?;
    authorities.sort_by_key(|authority| !authority.is_root());
    Ok(chain_to_pem(authorities.iter().map(|authority| &authority.certificate)))
}
