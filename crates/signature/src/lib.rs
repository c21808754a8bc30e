//! CMS and CAdES signatures (RFC 5652, RFC 5035, ETSI EN 319 122): built in two phases, verified over their original bytes.
//!
//! # Signing
//!
//! [`prepare`] gives the bytes to sign; whoever holds the key signs them; [`assemble`] makes the CMS, [`assemble_attached`] one with its
//! content inside. [`add_signer`] adds one more signer. [`cades::counter_signature`] signs a signature in the same two phases.
//!
//! # Levels
//!
//! [`cades::evidence::Gathering`] brings a signature to CAdES-T, X Long Type 1, B-LT or B-LTA: it says what is missing, with addresses and
//! the bytes to send, verifies what the caller fetched, and is pending until everything is there. The single steps below it are
//! [`cades::ToStamp`] (a time stamp in two phases), [`cades::long`] (references and values) and [`add_material`] (evidence in the
//! SignedData); [`cades::issue`] makes the tokens of a time stamp authority of our own. Whatever is added stands behind what is there,
//! none of whose bytes change.
//!
//! # Reading
//!
//! [`cms::read::SignedData`] is the CMS over its original slices ([`cms::ber`] makes DER out of BER around it); [`cades::Unsigned`] reads
//! the unsigned attributes of a signer, [`cades::Token`] a time stamp, [`cades::imprint`] says what each covers.
//!
//! # Verifying
//!
//! [`judge`] says of any CMS what is known, in three layers: a verdict for every signer, the reasons for it with the part of the signature
//! that each concerns, and diagnostic data down to the evidence of each certificate. [`verify`] is the same with fewer questions.
//!
//! # Inside of PDF
//!
//! [`pdf::whole`] finds the CMS that covers a whole file, and what it is over.
//!
//! # Size
//!
//! A CMS is bounded by [`pki::asn1::limits::CMS`], contents by nothing: [`stream::Reader`] takes one with a content of any size apart into
//! digests and a detached CMS, [`stream::Writer`] puts one together.

pub mod cades;
pub mod cms;
mod facts;
pub mod pdf;
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
    AttributeOrder, Cause, Embedded, Evidence, EvidenceKind, Finding, Level, Link, Part, Proof, Reason, Report, Signer, Stamp, StampKind,
    Verdict,
};
pub use verify::{Question, SKEW, Wanted, digests, judge, unreadable, verify, wanted};

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
