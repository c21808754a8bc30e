//! Why there is no path: which certificate, which rule.

use std::fmt;

use const_oid::ObjectIdentifier;

use crate::crl::Reason;
use crate::{Certificate, Malformed, Time};

/// The rule that a certificate broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Nobody at hand has the issuer's name and key identifier.
    #[error("its issuer is not at hand")]
    NoIssuer,
    /// The path grew longer than [`super::LONGEST`] without reaching an anchor.
    #[error("the path above it is too long")]
    TooLong,
    /// Its signature is of an algorithm that is not known here.
    #[error("its signature is of an unknown algorithm")]
    Algorithm,
    /// Its signature rests on something too weak to be believed.
    #[error("its signature rests on {0}")]
    Obsolete(&'static str),
    /// Its own key is too weak for its signatures to be believed.
    #[error("its key is weak: {0}")]
    WeakKey(&'static str),
    /// The issuer's key does not stand behind its signature.
    #[error("its signature is wrong")]
    Signature,
    /// A part of it that counts cannot be read.
    #[error("{0}")]
    Malformed(Malformed),
    /// It is not valid yet.
    #[error("it is not valid yet")]
    NotYetValid,
    /// It has expired.
    #[error("it has expired")]
    Expired,
    /// It has a critical extension that is not processed here.
    #[error("its critical extension {0} is not known")]
    CriticalExtension(ObjectIdentifier),
    /// It is no authority (basicConstraints) and yet issued.
    #[error("it is no authority")]
    NotAnAuthority,
    /// Its key may not sign certificates (keyUsage).
    #[error("its key may not sign certificates")]
    KeyUsage,
    /// More authorities stand below than one above allows (pathLenConstraint).
    #[error("too many authorities for a path length constraint")]
    PathLength,
    /// Its names are not those that the authorities above may give (nameConstraints).
    #[error("its names are outside the name constraints above it")]
    NameConstraints,
    /// The path is valid under no policy, and must be.
    #[error("the path is valid under no acceptable policy")]
    Policy,
    /// It is revoked.
    #[error("it is revoked since {at}")]
    Revoked {
        /// Since when.
        at: Time,
        /// Why.
        reason: Reason,
    },
    /// Its revocation has to be known and is not.
    #[error("its revocation is not known")]
    RevocationUnknown,
    /// The search gave up: too many certificates of equal names, or too many names and constraints.
    #[error("the search gave up")]
    TooComplex,
}

impl Rule {
    /// How far a path came that broke this rule: of several paths, the one that came farthest is told of.
    pub(super) const fn distance(self) -> u8 {
        match self {
            Self::NoIssuer | Self::TooLong => 0,
            Self::Algorithm | Self::Obsolete(_) | Self::Signature => 1,
            Self::Malformed(_)
            | Self::WeakKey(_)
            | Self::NotYetValid
            | Self::Expired
            | Self::CriticalExtension(_)
            | Self::NotAnAuthority
            | Self::KeyUsage
            | Self::PathLength
            | Self::NameConstraints => 2,
            Self::Policy => 3,
            Self::RevocationUnknown => 4,
            Self::Revoked { .. } => 5,
            Self::TooComplex => 6,
        }
    }
}

/// Why there is no path: the most promising one, and where it broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// From the certificate asked about upwards, as far as the path came.
    pub path: Vec<Certificate>,
    /// Place in [`Self::path`] of the certificate that broke the rule.
    pub at: usize,
    /// The rule.
    pub rule: Rule,
}

impl Refusal {
    /// In the fewest words.
    pub fn short(&self) -> PathError {
        match self.rule {
            Rule::NoIssuer | Rule::TooLong => PathError::NoPath,
            Rule::Algorithm | Rule::Obsolete(_) | Rule::WeakKey(_) => PathError::Cryptography,
            Rule::Signature => PathError::Signature,
            Rule::NotYetValid => PathError::NotYetValid,
            Rule::Expired => PathError::Expired,
            Rule::NotAnAuthority | Rule::KeyUsage | Rule::PathLength => PathError::NotAnAuthority,
            Rule::Malformed(_) | Rule::CriticalExtension(_) => PathError::CriticalExtension,
            Rule::NameConstraints => PathError::NameConstraints,
            Rule::Policy => PathError::Policy,
            Rule::Revoked { at, .. } => PathError::Revoked { at, own: self.at == 0 },
            Rule::RevocationUnknown => PathError::RevocationUnknown,
            Rule::TooComplex => PathError::TooComplex,
        }
    }
}

/// Certificate and rule.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.get(self.at) {
            Some(certificate) => write!(f, "{}: {}", certificate.subject(), self.rule),
            None => write!(f, "{}", self.rule),
        }
    }
}

/// [`Rule`] in the fewest words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nobody at hand has the issuer's name and key, or the path ends outside the anchors.
    #[error("no path to a trust anchor")]
    NoPath,
    /// The issuer is at hand, but its key does not stand behind the signature.
    #[error("signature of a certificate is wrong")]
    Signature,
    /// A signature is of an unknown or obsolete algorithm, or a key is weak.
    #[error("a certificate rests on unknown or weak cryptography")]
    Cryptography,
    /// A certificate is not valid yet.
    #[error("a certificate is not valid yet")]
    NotYetValid,
    /// A certificate has expired.
    #[error("a certificate has expired")]
    Expired,
    /// An issuer is no authority, or may not sign certificates, or not so deep.
    #[error("an issuer may not issue")]
    NotAnAuthority,
    /// A critical extension that is not processed here, or that cannot be read.
    #[error("unknown critical extension")]
    CriticalExtension,
    /// A name that the authorities above may not give.
    #[error("a name is outside the name constraints")]
    NameConstraints,
    /// No acceptable policy, where one is required.
    #[error("valid under no acceptable policy")]
    Policy,
    /// A certificate is revoked: since when.
    #[error("a certificate is revoked since {at}")]
    Revoked {
        /// Since when.
        at: Time,
        /// Is it the very certificate asked about?
        own: bool,
    },
    /// Revocation has to be known and is not.
    #[error("revocation is not known")]
    RevocationUnknown,
    /// Too many certificates of equal names.
    #[error("search gave up")]
    TooComplex,
}
