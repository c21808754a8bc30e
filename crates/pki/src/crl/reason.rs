//! Why a certificate is revoked (RFC 5280 §5.3.1).

use crate::Malformed;
use crate::asn1::{Reader, tag, write};
use crate::extension::Extension;
use crate::oid;

/// CRLReason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Nothing is said.
    Unspecified = 0,
    /// The private key is or may be known to others.
    KeyCompromise = 1,
    /// The same of the authority's key.
    AuthorityCompromise = 2,
    /// Name or affiliation of the subject changed.
    AffiliationChanged = 3,
    /// Another certificate took its place.
    Superseded = 4,
    /// Not needed any more.
    CessationOfOperation = 5,
    /// Suspended: may come back.
    Hold = 6,
    /// Only in delta lists.
    RemoveFromCrl = 8,
    /// The right to it was withdrawn.
    PrivilegeWithdrawn = 9,
    /// The key of an attribute authority is or may be known.
    AttributeAuthorityCompromise = 10,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::AuthorityCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::Hold,
        Self::RemoveFromCrl,
        Self::PrivilegeWithdrawn,
        Self::AttributeAuthorityCompromise,
    ];

    /// The number of RFC 5280, as rows keep it.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The reason of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.number() == number)
    }

    pub(crate) fn parse(value: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(value);
        let element = reader.expect(tag::ENUMERATED)?;
        reader.end()?;
        match element.value {
            [number] => Self::from_number(*number).ok_or(Malformed("reason")),
            _ => Err(Malformed("reason")),
        }
    }

    /// The entry's extensions; none for an unspecified reason, which RFC 5280 wants absent.
    pub(super) fn extensions(self) -> Vec<u8> {
        if self == Self::Unspecified {
            return Vec::new();
        }
        let value = write::element(tag::ENUMERATED, &[self.number()]);
        write::sequence(&[&Extension { oid: oid::REASON_CODE, critical: false, value }.to_der()])
    }
}
