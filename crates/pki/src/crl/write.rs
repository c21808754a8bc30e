//! Writing: entries → bytes to be signed.

use super::Entry;
use crate::asn1::{tag, write};
use crate::extension::Extension;
use crate::{Certificate, Malformed, Time};

/// What goes into a list.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// Certificate of the authority that signs.
    pub issuer: &'a Certificate,
    /// Greater than every earlier one of this authority.
    pub number: u64,
    /// Now.
    pub this_update: Time,
    /// When the next one will be there at the latest.
    pub next_update: Time,
    /// Everything revoked and not yet expired.
    pub entries: &'a [Entry],
}

/// TBSCertList: the exact bytes that the authority signs; join with [`crate::certificate::with_signature`].
pub fn to_be_signed(contents: &Contents<'_>) -> Result<Vec<u8>, Malformed> {
    let issuer = contents.issuer;
    let algorithm = issuer.public_key().algorithm().ok_or(Malformed("issuer's key"))?;
    let identifier = issuer.subject_key_identifier()?.ok_or(Malformed("issuer without subjectKeyIdentifier"))?;
    let mut entries = Vec::new();
    for entry in contents.entries {
        entries.extend(write::sequence(&[&entry.serial.to_der(), &entry.at.to_der(), &entry.reason.extensions()]));
    }
    // An empty list of entries must be absent (RFC 5280 §5.1.2.6).
    let entries = if entries.is_empty() { Vec::new() } else { write::element(tag::SEQUENCE, &entries) };
    let extensions = write::sequence(&[&Extension::authority_key(&identifier).to_der(), &Extension::crl_number(contents.number).to_der()]);
    Ok(write::sequence(&[
        &write::integer(1),
        &algorithm.identifier(),
        issuer.subject().der(),
        &contents.this_update.to_der(),
        &contents.next_update.to_der(),
        &entries,
        &write::element(tag::context(0), &extensions),
    ]))
}
