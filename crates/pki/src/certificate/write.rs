//! Writing: contents → bytes to be signed → certificate.

use crate::asn1::{tag, write};
use crate::extension::Extension;
use crate::{Algorithm, Name, Serial, Time};

/// What goes into a certificate.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    /// Serial number, reserved beforehand.
    pub serial: &'a Serial,
    /// Algorithm of the issuer's key.
    pub algorithm: Algorithm,
    /// Name of the issuer, byte for byte as in its own certificate.
    pub issuer: &'a Name,
    /// First moment of validity.
    pub not_before: Time,
    /// Last moment of validity.
    pub not_after: Time,
    /// Whose key it is.
    pub subject: &'a Name,
    /// SubjectPublicKeyInfo as the holder gave it.
    pub spki: &'a [u8],
    /// Extensions in the order they will stand.
    pub extensions: &'a [Extension],
}

/// TBSCertificate, version 3: the exact bytes that the issuer signs.
pub fn to_be_signed(contents: &Contents<'_>) -> Vec<u8> {
    let version = write::element(tag::context(0), &write::integer(2));
    let validity = write::sequence(&[&contents.not_before.to_der(), &contents.not_after.to_der()]);
    let extensions: Vec<u8> = contents.extensions.iter().flat_map(Extension::to_der).collect();
    write::sequence(&[
        &version,
        &contents.serial.to_der(),
        &contents.algorithm.identifier(),
        contents.issuer.der(),
        &validity,
        contents.subject.der(),
        contents.spki,
        &write::element(tag::context(3), &write::element(tag::SEQUENCE, &extensions)),
    ])
}

/// The signed whole: of a TBSCertificate, a TBSCertList or a CertificationRequestInfo alike.
pub fn with_signature(to_be_signed: &[u8], algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    with_signature_and(to_be_signed, algorithm, signature, &[])
}

/// The same with something behind the signature.
pub(crate) fn with_signature_and(to_be_signed: &[u8], algorithm: Algorithm, signature: &[u8], behind: &[u8]) -> Vec<u8> {
    write::sequence(&[to_be_signed, &algorithm.identifier(), &write::bits(signature), behind])
}
