//! Writing answers: statuses → bytes to be signed → OCSPResponse.

use super::request::nonce_extension;
use super::single::time;
use super::{Failure, Responder, Single};
use crate::asn1::{tag, write};
use crate::certificate::with_signature_and;
use crate::{Algorithm, Certificate, Time, oid};

/// What goes into an answer.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    /// Who signs.
    pub responder: Responder,
    /// Now.
    pub produced_at: Time,
    /// What is said, in the order of the request.
    pub singles: &'a [Single],
    /// The asker's nonce.
    pub nonce: Option<&'a [u8]>,
}

/// ResponseData: the exact bytes that the responder signs.
pub fn to_be_signed(contents: &Contents<'_>) -> Vec<u8> {
    let singles: Vec<u8> = contents.singles.iter().flat_map(Single::to_der).collect();
    let extensions =
        contents.nonce.map_or(Vec::new(), |nonce| write::element(tag::context(1), &write::sequence(&[&nonce_extension(nonce).to_der()])));
    write::sequence(&[&contents.responder.to_der(), &time(contents.produced_at), &write::element(tag::SEQUENCE, &singles), &extensions])
}

/// The whole OCSPResponse. `certificates`: the responder's own, where it is not the issuer itself.
pub fn assemble(to_be_signed: &[u8], algorithm: Algorithm, signature: &[u8], certificates: &[&Certificate]) -> Vec<u8> {
    let chain: Vec<u8> = certificates.iter().flat_map(|certificate| certificate.der().to_vec()).collect();
    let chain = if chain.is_empty() { chain } else { write::element(tag::context(0), &write::element(tag::SEQUENCE, &chain)) };
    response(&with_signature_and(to_be_signed, algorithm, signature, &chain))
}

/// The OCSPResponse around a BasicOCSPResponse in DER.
pub fn response(basic: &[u8]) -> Vec<u8> {
    let bytes = write::sequence(&[&write::oid(oid::OCSP_BASIC), &write::octets(basic)]);
    write::sequence(&[&write::element(tag::ENUMERATED, &[0]), &write::element(tag::context(0), &bytes)])
}

/// An OCSPResponse without an answer. It is not signed: anybody on the way can make one, so it means nothing but "ask elsewhere".
pub fn failure(failure: Failure) -> Vec<u8> {
    write::sequence(&[&write::element(tag::ENUMERATED, &[failure as u8])])
}
