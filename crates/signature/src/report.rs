//! What a verification says: ETSI EN 319 102-1 verdicts with reasons that never change.

use std::fmt;

use pki::path::Standing;
use pki::{Certificate, Time};

use crate::facts::Facts;

/// The verdict over one signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything holds.
    TotalPassed,
    /// It is no signature of this content, and never will be.
    TotalFailed(Reason),
    /// What is at hand does not suffice to say.
    Indeterminate(Reason),
}

/// Why a verdict is not TOTAL-PASSED: the sub-indications of EN 319 102-1 §5.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Not a CMS of the expected form.
    FormatFailure,
    /// The content is another one.
    HashFailure,
    /// The signature does not stand under the signed attributes.
    SigCryptoFailure,
    /// Signed by the claim of the signer after the certificate was revoked.
    Revoked,
    /// A mandatory signed attribute is missing, or does not name this certificate.
    SigConstraintsFailure,
    /// An algorithm that is not ours.
    CryptoConstraintsFailure,
    /// No digest of the content by the signature's algorithm is at hand.
    SignedDataNotFound,
    /// The signer's certificate is not at hand.
    NoSigningCertificateFound,
    /// There is no path to a trust anchor.
    NoCertificateChainFound,
    /// A path exists, but breaks a rule.
    CertificateChainGeneralFailure,
    /// The certificate is not for signatures.
    ChainConstraintsFailure,
    /// A certificate is not valid yet at the asked moment.
    NotYetValid,
    /// A certificate has expired at the asked moment, and nothing proves that the signature is older.
    OutOfBoundsNoPoe,
    /// The certificate is revoked at the asked moment, and nothing proves that the signature is older.
    RevokedNoPoe,
    /// The same of an authority's certificate.
    RevokedCaNoPoe,
    /// Fresh revocation data is wanted and not at hand.
    TryLater,
}

impl Reason {
    /// The constant of EN 319 102-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::HashFailure => "HASH_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::Revoked => "REVOKED",
            Self::SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            Self::CryptoConstraintsFailure => "CRYPTO_CONSTRAINTS_FAILURE",
            Self::SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
            Self::NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            Self::NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            Self::CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            Self::ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            Self::RevokedNoPoe => "REVOKED_NO_POE",
            Self::RevokedCaNoPoe => "REVOKED_CA_NO_POE",
            Self::TryLater => "TRY_LATER",
        }
    }
}

impl Verdict {
    /// The constant of EN 319 102-1, with hyphens.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TotalPassed => "TOTAL-PASSED",
            Self::TotalFailed(_) => "TOTAL-FAILED",
            Self::Indeterminate(_) => "INDETERMINATE",
        }
    }

    /// Why it is not TOTAL-PASSED.
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::TotalPassed => None,
            Self::TotalFailed(reason) | Self::Indeterminate(reason) => Some(reason),
        }
    }
}

/// `TOTAL-PASSED`, `TOTAL-FAILED HASH_FAILURE`.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            None => f.write_str(self.code()),
            Some(reason) => write!(f, "{} {}", self.code(), reason.code()),
        }
    }
}

/// What is known of one signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The verdict.
    pub verdict: Verdict,
    /// The signer's certificate, once it is found and named by the signed attributes.
    pub certificate: Option<Certificate>,
    /// The facts people ask for, where a certificate is found.
    pub facts: Option<Facts>,
    /// When the signer claims to have signed.
    pub signing_time: Option<Time>,
    /// From the signer's certificate to the anchor, where the path holds.
    pub path: Vec<Certificate>,
    /// Standing of each certificate of the path but the anchor.
    pub standings: Vec<Standing>,
}

/// The report over one CMS and one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every signer, in the order they stand; none where the bytes are no CMS.
    pub signers: Vec<Signer>,
}

impl Report {
    /// Does at least one signer stand, and is every verdict TOTAL-PASSED?
    pub fn passed(&self) -> bool {
        self.verdict() == Verdict::TotalPassed
    }

    /// The worst verdict of all: failed before indeterminate before passed. No signer at all is a failure of format.
    pub fn verdict(&self) -> Verdict {
        let rank = |verdict: &Verdict| match verdict {
            Verdict::TotalFailed(_) => 0,
            Verdict::Indeterminate(_) => 1,
            Verdict::TotalPassed => 2,
        };
        self.signers.iter().map(|signer| signer.verdict).min_by_key(rank).unwrap_or(Verdict::TotalFailed(Reason::FormatFailure))
    }
}
