//! Names, certificates, requests, CRLs, their profiles and their checks (RFC 5280), over the original bytes.
//!
//! Nothing here is asynchronous, reads a clock or makes randomness: moments, serial numbers and keys are arguments, and whoever holds
//! a private key signs the bytes that this crate prepares. Foreign bytes meet [`asn1::limits`] before any parser.

pub mod algorithm;
pub mod asn1;
pub mod certificate;
pub mod crl;
pub mod csr;
pub mod digest;
pub mod enveloped;
pub mod extension;
pub mod general_name;
pub mod lint;
pub mod name;
pub mod name_constraints;
pub mod ocsp;
pub mod oid;
pub mod path;
pub mod pkcs12;
pub mod pkcs8;
pub mod policy;
pub mod profile;
pub mod public_key;
pub mod sealed;
pub mod serial;
pub mod time;
pub mod tsp;

#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
#[cfg(test)]
mod gost_judges;
#[cfg(test)]
mod hostile;

pub use algorithm::Algorithm;
pub use certificate::Certificate;
pub use crl::Crl;
pub use digest::{Digest, Hasher};
pub use general_name::GeneralName;
pub use name::Name;
pub use pkcs8::PrivateKey;
pub use public_key::PublicKey;
pub use serial::Serial;
pub use time::Time;

/// Bytes that are not what they should be: not DER, over a limit, or of another structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed: {0}")]
pub struct Malformed(pub &'static str);
