//! Third layer of a report: what was found and what it rests on.

use pki::path::Standing;
use pki::{Certificate, Time};

use super::{Finding, Verdict};

/// In which order the signed attributes were when the signature stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeOrder {
    /// As sent, which is the order of DER.
    Der,
    /// As sent, which is not the order of DER.
    AsSent,
    /// Only after they were put into the order of DER.
    Sorted,
}

impl AttributeOrder {
    /// Stable name; words are keyed by it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Der => "der",
            Self::AsSent => "as_sent",
            Self::Sorted => "sorted",
        }
    }
}

/// The level of a signature by what it carries, whether or not that is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// CMS without the attribute that names the certificate: no CAdES.
    Cms,
    /// CAdES-BES, baseline B-B.
    Bes,
    /// With a time stamp over the signature: CAdES-T, baseline B-T.
    T,
    /// With references, values and a time stamp over both (ETSI TS 101 733): CAdES-X Long Type 1.
    XLong1,
    /// With certificates and revocation evidence in the message: baseline B-LT.
    Lt,
    /// With an archive time stamp over all of it: baseline B-LTA.
    Lta,
}

impl Level {
    /// Name in the standards.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cms => "CMS",
            Self::Bes => "CAdES-BES (B-B)",
            Self::T => "CAdES-T (B-T)",
            Self::XLong1 => "CAdES-X Long Type 1",
            Self::Lt => "CAdES B-LT",
            Self::Lta => "CAdES B-LTA",
        }
    }
}

/// A piece of revocation evidence that a standing rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Did it come inside the message?
    pub embedded: bool,
    /// thisUpdate.
    pub this_update: Time,
    /// nextUpdate.
    pub next_update: Option<Time>,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Sorts of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// An OCSP answer.
    Ocsp,
    /// A revocation list.
    Crl,
}

impl EvidenceKind {
    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ocsp => "ocsp",
            Self::Crl => "crl",
        }
    }
}

/// One certificate of a path, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The certificate.
    pub certificate: Certificate,
    /// `None` for the anchor, and where no path holds.
    pub standing: Option<Standing>,
    /// What the standing rests on.
    pub evidence: Vec<Evidence>,
    /// Is it the trust anchor?
    pub anchor: bool,
}

/// What a time stamp is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampKind {
    /// The signature value (signature-time-stamp).
    Signature,
    /// Signature value, its time stamps and the references (CAdES-C-time-stamp).
    Esc,
    /// Everything (archive-time-stamp-v3).
    Archive,
}

impl StampKind {
    /// Name of the attribute in the standards.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature-time-stamp",
            Self::Esc => "CAdES-C-time-stamp",
            Self::Archive => "archive-time-stamp-v3",
        }
    }
}

/// One time stamp of a signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What it is over.
    pub kind: StampKind,
    /// The verdict over the token.
    pub verdict: Verdict,
    /// Why it is not TOTAL-PASSED; parts are those of the token.
    pub findings: Vec<Finding>,
    /// The moment it says.
    pub time: Option<Time>,
    /// The policy it stands under, as an object identifier.
    pub policy: Option<String>,
    /// Serial number of the token, hexadecimal.
    pub serial: Option<String>,
    /// Name of the digest algorithm of the imprint.
    pub digest_algorithm: &'static str,
    /// Name of the algorithm of the token's signature.
    pub algorithm: &'static str,
    /// The moment for which the token was judged.
    pub judged_at: Time,
    /// From the certificate of the authority upwards, as far as it came.
    pub path: Vec<Link>,
}

/// That a signature existed at a moment, and what proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The earliest moment that is proven.
    pub time: Time,
    /// By which time stamp of the signer, counted from 1.
    pub stamp: usize,
}
