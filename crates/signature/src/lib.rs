//! CMS and CAdES signatures (RFC 5652, RFC 5035, ETSI EN 319 122): built in two phases, verified over their original bytes.
//!
//! [`prepare`] gives the bytes to sign; whoever holds the key signs them; [`assemble`] makes the CMS. [`judge`] says of any
//! CMS what is known, in three layers: a verdict for every signer, the reasons for it with the part of the signature that each concerns, and
//! diagnostic data down to the evidence of each certificate. [`verify`] is the same with fewer questions.

pub mod cades;
pub mod cms;
mod facts;
pub mod quality;
mod report;
pub mod stream;
mod verify;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use cms::assemble::{AssembleError, assemble, assemble_attached};
pub use cms::edit::{AddError, add_material, add_signer, add_unsigned};
pub use cms::prepare::{PrepareError, ToSign, prepare};
pub use facts::{Fact, Facts};
pub use report::{
    AttributeOrder, Cause, Embedded, Evidence, EvidenceKind, Finding, Level, Link, Part, Proof, Reason, Report, Signer, Stamp, StampKind, Verdict,
};
pub use verify::{Question, SKEW, judge, verify};

use pki::Digest;

/// Digest of a content, computed elsewhere by streaming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentDigest {
    /// By which algorithm.
    pub algorithm: Digest,
    /// The digest itself.
    pub value: Vec<u8>,
}

impl ContentDigest {
    /// A SHA-256.
    pub fn sha256(value: [u8; 32]) -> Self {
        Self { algorithm: Digest::Sha256, value: value.to_vec() }
    }
}
