//! First layer of a report: verdict and indication in the constants of ETSI EN 319 102-1 §5.1.3, which never change.

use std::fmt;

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
    /// Signed by the claim of the signer after the certificate's end.
    Expired,
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
    /// A certificate is not valid yet at the moment of judgement. With a proof of existence before its first moment the verdict is
    /// TOTAL-FAILED, without one INDETERMINATE: a clock may be wrong.
    NotYetValid,
    /// A certificate has expired at the asked moment, and nothing proves that the signature is older.
    OutOfBoundsNoPoe,
    /// The certificate is revoked at the asked moment, and nothing proves that the signature is older.
    RevokedNoPoe,
    /// The same of an authority's certificate.
    RevokedCaNoPoe,
    /// Fresh revocation data is wanted and not at hand.
    TryLater,
    /// Moments that contradict each other: a time stamp older than what it covers, a signature claimed to be newer than its time stamp.
    TimestampOrderFailure,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::FormatFailure,
        Self::HashFailure,
        Self::SigCryptoFailure,
        Self::Revoked,
        Self::Expired,
        Self::SigConstraintsFailure,
        Self::CryptoConstraintsFailure,
        Self::SignedDataNotFound,
        Self::NoSigningCertificateFound,
        Self::NoCertificateChainFound,
        Self::CertificateChainGeneralFailure,
        Self::ChainConstraintsFailure,
        Self::NotYetValid,
        Self::OutOfBoundsNoPoe,
        Self::RevokedNoPoe,
        Self::RevokedCaNoPoe,
        Self::TryLater,
        Self::TimestampOrderFailure,
    ];

    /// The constant of EN 319 102-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::HashFailure => "HASH_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::Revoked => "REVOKED",
            Self::Expired => "EXPIRED",
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
            Self::TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
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

    /// Worst first: failed, indeterminate, passed.
    pub const fn rank(self) -> u8 {
        match self {
            Self::TotalFailed(_) => 0,
            Self::Indeterminate(_) => 1,
            Self::TotalPassed => 2,
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
