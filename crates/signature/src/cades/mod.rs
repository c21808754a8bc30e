//! CAdES beyond the signed attributes (ETSI EN 319 122-1 and -2, TS 101 733): unsigned attributes of a signer read and written, the imprints
//! that their time stamps cover, and the steps from one level to the next.
//!
//! Readers hand out original bytes; several attributes of one type and several values in one attribute are all read.

pub mod counter_signature;
pub mod evidence;
pub mod hash_index;
pub mod imprint;
pub mod issue;
pub mod long;
pub mod references;
pub mod stamp;
pub mod token;
pub mod unsigned;
pub mod values;

pub use hash_index::HashIndex;
pub use references::{AnswerReference, CertificateReference, ListReference, RevocationReference};
pub use stamp::{Stamp, StampError, ToStamp};
pub use token::{Token, TokenFault};
pub use unsigned::{Attribute, Unsigned};
pub use values::RevocationValues;

#[cfg(test)]
mod tests;
