//! OCSP (RFC 6960, RFC 5019): requests and answers, read and written; answers in two phases (bytes to sign, then the answer).
//!
//! An [`Answer`] that was read says nothing until [`Answer::authorize`] has found who may have signed it.

mod answer;
mod authority;
mod id;
mod request;
mod single;
mod write;

pub use answer::{Answer, AnswerError, Responder};
pub use authority::{Expected, Fault, Signer, is_not_asked_about};
pub use id::{CertId, IdDigest};
pub use request::Request;
pub use single::{Single, Status};
pub use write::{Contents, assemble, failure, response, to_be_signed};

use crate::asn1::Reader;
use crate::extension::Extension;
use crate::{Malformed, oid};

/// Longest nonce that is taken (RFC 9654), in octets.
pub const LONGEST_NONCE: usize = 128;
/// Clocks of responder and verifier may differ by so many seconds.
pub const SKEW: i64 = 300;

/// Why a responder gives no answer (OCSPResponseStatus other than successful).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The request was not understood.
    MalformedRequest = 1,
    /// The responder is broken.
    InternalError = 2,
    /// Ask again later.
    TryLater = 3,
    /// The request has to be signed.
    SignatureRequired = 5,
    /// The responder does not answer this asker, or knows nothing of the issuer (RFC 5019 §2.2.3).
    Unauthorized = 6,
}

impl Failure {
    fn parse(number: u8) -> Option<Self> {
        [Self::MalformedRequest, Self::InternalError, Self::TryLater, Self::SignatureRequired, Self::Unauthorized]
            .into_iter()
            .find(|failure| *failure as u8 == number)
    }
}

/// What request and answer read out of their extensions.
#[derive(Debug, Default)]
struct Extras {
    nonce: Option<Vec<u8>>,
    unknown_critical: bool,
}

impl Extras {
    fn parse(extensions: &[Extension]) -> Result<Self, Malformed> {
        let mut extras = Self::default();
        for extension in extensions {
            if extension.oid == oid::OCSP_NONCE {
                extras.nonce = Some(nonce(&extension.value)?);
            } else {
                extras.unknown_critical = extras.unknown_critical || extension.critical;
            }
        }
        Ok(extras)
    }
}

fn nonce(value: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut reader = Reader::new(value);
    let nonce = reader.expect(crate::asn1::tag::OCTET_STRING)?.value;
    reader.end()?;
    if nonce.is_empty() || nonce.len() > LONGEST_NONCE { Err(Malformed("nonce")) } else { Ok(nonce.to_vec()) }
}

#[cfg(test)]
mod tests;
