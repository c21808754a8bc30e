//! A certificate that another authority issued, registered for a member of a company.

use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code;
use crate::id::{CompanyId, LicenseeId, OutsideCertificateId, UserId};
use crate::time::Timestamp;

/// A registered certificate. It belongs to one member of one company; its bytes never change, and neither does anything here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideCertificate {
    /// Its id.
    pub id: OutsideCertificateId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// For which company they sign with it.
    pub company: CompanyId,
    /// Whose it is.
    pub user: UserId,
    /// SHA-1 over the DER bytes, upper-case hex.
    pub thumbprint: String,
    /// SHA-256 over the DER bytes, lower-case hex: what the certificate is recognized by where it matters.
    pub sha256: String,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// The subject as people read it.
    pub subject: String,
    /// The issuer as people read it.
    pub issuer: String,
    /// Algorithm of its key, such as `RSA`; nothing where it is none that is known here.
    pub algorithm: Option<String>,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid to.
    pub not_after: Timestamp,
    /// Why it was taken.
    pub ground: Ground,
    /// Who registered it: a shown id.
    pub actor: String,
    /// When.
    pub registered_at: Timestamp,
}

/// Why a certificate of another authority is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A path leads to a certificate that this house trusts.
    Path,
    /// The licensee vouches for it.
    Licensee,
}

impl Ground {
    /// The published word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Licensee => "licensee",
        }
    }
}

impl OutsideCertificate {
    /// Refuses what is not valid at `now`. Whether its authority has revoked it is not known here.
    pub fn require_valid(&self, now: Timestamp) -> Result<(), Rejected> {
        if now < self.not_before || now >= self.not_after { Err(code::CERTIFICATE_EXPIRED.into()) } else { Ok(()) }
    }

    /// The published word at `now`.
    pub fn word(&self, now: Timestamp) -> &'static str {
        match self.require_valid(now) {
            Ok(()) => "valid",
            Err(_) if now < self.not_before => "not_yet_valid",
            Err(_) => "expired",
        }
    }
}
