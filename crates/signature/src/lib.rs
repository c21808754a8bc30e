//! CMS and CAdES signatures (RFC 5652, RFC 5035, ETSI EN 319 122): built in two phases, verified over their original bytes.
//!
//! [`prepare`] gives the bytes to sign; whoever holds the key signs them; [`assemble`] makes the CMS. [`verify`] says of any detached
//! CMS what is known: a verdict for every signer with a reason that never changes, and the facts that people ask for.

pub mod cades;
pub mod cms;
mod facts;
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
pub use report::{Reason, Report, Signer, Verdict};
pub use verify::verify;

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
