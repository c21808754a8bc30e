//! A certificate of electronic signature and its life.

mod outside;

pub use outside::{Ground, OutsideCertificate};
use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code;
use crate::id::{AuthorityId, CertificateId, CompanyId, IssueId, LicenseeId, PrivateKeyId, UserId};
use crate::time::Timestamp;

/// A certificate that our authority made for somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its id.
    pub id: CertificateId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Who signed it.
    pub authority: AuthorityId,
    /// The request it was made for.
    pub issue: IssueId,
    /// Whose it is.
    pub user: UserId,
    /// For which company they sign with it.
    pub company: Option<CompanyId>,
    /// The private key, where this server holds it.
    pub key: Option<PrivateKeyId>,
    /// Algorithm id of its key and signatures, such as `ECDSA-P256`.
    pub algorithm: String,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// SHA-1 over the DER bytes, upper-case hex: how Windows and the vendors' faces name certificates.
    pub thumbprint: String,
    /// The subject as people read it.
    pub subject: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid to.
    pub not_after: Timestamp,
    /// Whether it may be used.
    pub state: Life,
}

/// What changes where a certificate is issued anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anew {
    /// Who signed it.
    pub authority: AuthorityId,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// SHA-1 over the DER bytes, upper-case hex.
    pub thumbprint: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid to.
    pub not_after: Timestamp,
}

/// Whether a certificate may be used. Expiry is a matter of the clock, not of a stored state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Life {
    /// Made, but its owner has not taken it into use.
    Issued,
    /// In use.
    Active { since: Timestamp },
    /// On hold.
    Suspended { since: Timestamp },
    /// Dead for good.
    Revoked { at: Timestamp },
}

impl Certificate {
    /// The published word at `now`.
    pub fn word(&self, now: Timestamp) -> &'static str {
        match self.state {
            Life::Revoked { .. } => "revoked",
            _ if now >= self.not_after => "expired",
            Life::Issued => "issued",
            Life::Active { .. } => "active",
            Life::Suspended { .. } => "suspended",
        }
    }

    /// Takes it into use; again changes nothing.
    pub fn activate(mut self, now: Timestamp) -> Result<Self, Rejected> {
        match self.state {
            Life::Issued => {
                self.state = Life::Active { since: now };
                Ok(self)
            }
            Life::Active { .. } => Ok(self),
            Life::Suspended { .. } => Err(code::CERTIFICATE_NOT_ACTIVE.into()),
            Life::Revoked { .. } => Err(code::CERTIFICATE_REVOKED.into()),
        }
    }

    /// Ends it for good; again leaves the first moment.
    pub fn revoke(mut self, now: Timestamp) -> Result<Self, Rejected> {
        if !matches!(self.state, Life::Revoked { .. }) {
            self.state = Life::Revoked { at: now };
        }
        Ok(self)
    }

    /// Puts it on hold, where it is in use; again leaves the first moment.
    pub fn suspend(mut self, now: Timestamp) -> Result<Self, Rejected> {
        match self.state {
            Life::Active { .. } => {
                self.state = Life::Suspended { since: now };
                Ok(self)
            }
            Life::Suspended { .. } => Ok(self),
            Life::Issued => Err(code::CERTIFICATE_NOT_ACTIVE.into()),
            Life::Revoked { .. } => Err(code::CERTIFICATE_REVOKED.into()),
        }
    }

    /// Takes it off hold; one in use stays so.
    pub fn resume(mut self, now: Timestamp) -> Result<Self, Rejected> {
        match self.state {
            Life::Suspended { .. } => {
                self.state = Life::Active { since: now };
                Ok(self)
            }
            Life::Active { .. } => Ok(self),
            Life::Issued => Err(code::CERTIFICATE_NOT_ACTIVE.into()),
            Life::Revoked { .. } => Err(code::CERTIFICATE_REVOKED.into()),
        }
    }

    /// Another authority of the house certified the same key for the same subject; whether it may be used stays as it was.
    pub fn reissue(self, anew: Anew) -> Result<Self, Rejected> {
        if let Life::Revoked { .. } = self.state {
            return Err(code::CERTIFICATE_REVOKED.into());
        }
        let Anew { authority, serial, thumbprint, not_before, not_after } = anew;
        Ok(Self { authority, serial, thumbprint, not_before, not_after, ..self })
    }

    /// Refuses what may not sign at `now`.
    pub fn require_usable(&self, now: Timestamp) -> Result<(), Rejected> {
        match self.state {
            Life::Revoked { .. } => Err(code::CERTIFICATE_REVOKED.into()),
            _ if now >= self.not_after || now < self.not_before => Err(code::CERTIFICATE_EXPIRED.into()),
            Life::Issued | Life::Suspended { .. } => Err(code::CERTIFICATE_NOT_ACTIVE.into()),
            Life::Active { .. } => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    fn certificate(state: Life) -> Certificate {
        let from = Timestamp::from_seconds(1_800_000_000);
        Certificate {
            id: CertificateId::new(Uuid::from_u128(1)),
            licensee: LicenseeId::new(Uuid::from_u128(2)),
            version: 1,
            authority: AuthorityId::new(Uuid::from_u128(3)),
            issue: IssueId::new(Uuid::from_u128(4)),
            user: UserId::new(Uuid::from_u128(5)),
            company: None,
            key: None,
            algorithm: "ECDSA-P256".to_owned(),
            serial: "01".to_owned(),
            thumbprint: "AB".repeat(20),
            subject: "CN=Анна".to_owned(),
            not_before: from,
            not_after: from.plus(Duration::from_secs(100)),
            state,
        }
    }

    #[test]
    fn only_an_active_certificate_within_its_time_may_sign() {
        let from = Timestamp::from_seconds(1_800_000_000);
        let later = from.plus(Duration::from_secs(100));
        let active = Life::Active { since: from };
        for (state, now, expected) in [
            (Life::Issued, from, Some(code::CERTIFICATE_NOT_ACTIVE)),
            (Life::Suspended { since: from }, from, Some(code::CERTIFICATE_NOT_ACTIVE)),
            (Life::Revoked { at: from }, later, Some(code::CERTIFICATE_REVOKED)),
            (active, from, None),
            (active, later, Some(code::CERTIFICATE_EXPIRED)),
            (active, from.minus(Duration::from_secs(1)), Some(code::CERTIFICATE_EXPIRED)),
        ] {
            assert_eq!(certificate(state).require_usable(now).err().map(|rejected| rejected.code), expected, "{state:?} at {now}");
        }
    }

    #[test]
    fn a_hold_may_be_lifted_or_become_final_and_what_is_final_stays() {
        let at = Timestamp::from_seconds(1_800_000_001);
        let later = at.plus(Duration::from_secs(1));
        let held = certificate(Life::Active { since: at }).suspend(at).unwrap();
        assert_eq!(held.clone().suspend(later).unwrap().state, Life::Suspended { since: at });
        assert_eq!(held.clone().resume(later).unwrap().state, Life::Active { since: later });
        let dead = held.revoke(at).unwrap();
        assert_eq!(dead.clone().revoke(later).unwrap().state, Life::Revoked { at });
        assert_eq!(dead.clone().suspend(later).unwrap_err().code, code::CERTIFICATE_REVOKED);
        assert_eq!(dead.resume(later).unwrap_err().code, code::CERTIFICATE_REVOKED);
        assert_eq!(certificate(Life::Issued).suspend(at).unwrap_err().code, code::CERTIFICATE_NOT_ACTIVE);
    }

    #[test]
    fn a_revoked_certificate_cannot_be_activated() {
        let at = Timestamp::from_seconds(1_800_000_001);
        assert!(matches!(certificate(Life::Issued).activate(at).unwrap().state, Life::Active { .. }));
        assert_eq!(certificate(Life::Revoked { at }).activate(at).unwrap_err().code, code::CERTIFICATE_REVOKED);
    }
}
