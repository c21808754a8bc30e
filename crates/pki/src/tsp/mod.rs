//! Time stamps (RFC 3161, RFC 5816): requests, responses, and TSTInfo, which a token says.
//!
//! The token around a TSTInfo is a CMS and belongs to whoever reads and writes CMS: here it is opaque bytes.

mod imprint;
mod info;
mod request;
mod response;

pub use imprint::Imprint;
pub use info::{Accuracy, Fault, GenTime, TstInfo};
pub use request::Request;
pub use response::{FailInfo, Response, Status, granted, refused};

use crate::asn1::Reader;
use crate::extension::Extension;
use crate::{Certificate, Malformed, oid};

/// Longest nonce and longest serial number that are taken, in octets.
pub const LONGEST_NUMBER: usize = 64;

/// May the key of this certificate stamp time: is that its only purpose, and critical (RFC 3161 §2.3)?
pub fn may_stamp(certificate: &Certificate) -> bool {
    let critical = certificate.extensions().iter().any(|extension| extension.oid == oid::EXTENDED_KEY_USAGE && extension.critical);
    let alone = certificate.purposes().ok().flatten().is_some_and(|purposes| purposes == [oid::TIME_STAMPING]);
    let usage = certificate.usage().is_ok_and(|usage| {
        usage.is_none_or(|usage| (usage.digital_signature || usage.non_repudiation) && !usage.certificate_sign && !usage.crl_sign)
    });
    critical && alone && usage
}

/// A non-negative INTEGER of arbitrary length: nonce, serial number.
fn number(reader: &mut Reader<'_>) -> Result<Vec<u8>, Malformed> {
    let contents = reader.integer()?;
    if contents.len() > LONGEST_NUMBER { Err(Malformed("number")) } else { Ok(contents.to_vec()) }
}

/// Extensions under an implicit tag: none of them is known, so a critical one cannot be taken.
fn no_critical(reader: &mut Reader<'_>, tag: u8) -> Result<(), Malformed> {
    let Some(wrapped) = reader.optional(tag)? else { return Ok(()) };
    let mut list = Reader::new(wrapped.value);
    while !list.is_empty() {
        if Extension::parse(list.sequence()?)?.critical {
            return Err(Malformed("unknown critical extension"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
