//! Signatures by GOST R 34.10-2012 (RFC 7091) over Streebog (GOST R 34.11-2012, RFC 6986), on every parameter set in use.
//!
//! Private keys are handled in constant time: their numbers never choose a branch or an address. Signing takes 32 fresh random bytes as an
//! argument and stays safe when they are not random. Verifying handles public numbers only, and is quick instead. What comes from outside
//! becomes a [`PublicKey`] or a [`SecretKey`] only after it was checked: canonical, on the curve, in the subgroup of prime order.
//!
//! The numbers are our own, because the general ones cost half of the pace: docs/adr/0013-gost-numbers.md.

mod agreement;
mod curve;
mod error;
mod field;
mod group;
mod key;
mod limbs;
mod multiply;
mod nonce;
pub mod oid;
mod parameter_set;
mod scheme;
mod signature;
mod streebog;
#[cfg(test)]
mod tests;

pub use curve::Curve;
pub use error::{KeyError, SignatureError};
pub use key::{PublicKey, SecretKey};
pub use parameter_set::ParameterSet;
pub use signature::Signature;
pub use streebog::{Hash, Hasher};
