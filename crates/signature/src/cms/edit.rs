//! A CMS to which something is added: one more signer, or unsigned attributes of one. What is there keeps its bytes and its order.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;
use pki::asn1::{Element, Reader, limits, tag, write};
use pki::{Certificate, Malformed, oid};

use super::assemble::{AssembleError, signer_info};
use super::attributes::attribute;
use super::ber;
use super::prepare::ToSign;

/// Why nothing is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// The bytes are no CMS.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The new signature does not stand.
    #[error(transparent)]
    Signature(#[from] AssembleError),
    /// There is no signer of this number.
    #[error("no signer of this number")]
    NoSigner,
    /// The result would be longer than what is read.
    #[error("the result would be too long")]
    TooLong,
}

/// Adds a signer with its certificate and `chain` without self-issued ones. A signature that does not verify is refused; whether it is over
/// the content of the others is for [`crate::verify`] to say.
pub fn add_signer(
    cms: &[u8],
    prepared: &ToSign,
    signer: &Certificate,
    signature: &[u8],
    chain: &[Certificate],
) -> Result<Vec<u8>, AddError> {
    let der = ber::to_der(cms)?;
    let mut parts = Parts::parse(&der)?;
    let info = signer_info(prepared, signer, signature)?;
    let digest = prepared.algorithm().digest();
    let known = |raw: &Cow<'_, [u8]>| pki::Digest::read(&mut Reader::new(raw)) == Ok(Some(digest));
    if !parts.digests.iter().any(known) {
        parts.digests.push(Cow::Owned(digest.identifier()));
    }
    for certificate in [signer].into_iter().chain(chain.iter().filter(|certificate| !certificate.is_self_issued())) {
        if !parts.certificates.iter().any(|raw| **raw == *certificate.der()) {
            parts.certificates.push(Cow::Borrowed(certificate.der()));
        }
    }
    parts.signers.push(Cow::Owned(info));
    parts.write()
}

/// Adds unsigned attributes, each with one value, to the signer of this number, counted from 0 as they stand.
pub fn add_unsigned(cms: &[u8], signer: usize, attributes: &[(ObjectIdentifier, Vec<u8>)]) -> Result<Vec<u8>, AddError> {
    let der = ber::to_der(cms)?;
    let mut parts = Parts::parse(&der)?;
    let info = parts.signers.get_mut(signer).ok_or(AddError::NoSigner)?;
    let mut reader = Reader::whole_sequence(info)?;
    let (mut signed, mut unsigned) = (Vec::new(), Vec::new());
    while !reader.is_empty() {
        let element = reader.element()?;
        // the attributes that are signed bear another number
        if element.tag == tag::context(1) { unsigned.extend_from_slice(element.value) } else { signed.extend_from_slice(element.raw) }
    }
    for (kind, value) in attributes {
        unsigned.extend(attribute(*kind, value.clone()));
    }
    signed.extend(write::element(tag::context(1), &unsigned));
    *info = Cow::Owned(write::element(tag::SEQUENCE, &signed));
    parts.write()
}

/// A SignedData in pieces, each in the bytes in which it came.
struct Parts<'a> {
    version: &'a [u8],
    digests: Vec<Cow<'a, [u8]>>,
    content: &'a [u8],
    certificates: Vec<Cow<'a, [u8]>>,
    lists: Option<Element<'a>>,
    signers: Vec<Cow<'a, [u8]>>,
}

impl<'a> Parts<'a> {
    fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        super::read::SignedData::parse(der)?;
        let mut info = Reader::whole_sequence(der)?;
        info.oid()?;
        let mut inner = Reader::new(info.expect(tag::context(0))?.value).sequence()?;
        Ok(Self {
            version: inner.expect(tag::INTEGER)?.raw,
            digests: pieces(inner.expect(tag::SET)?.value)?,
            content: inner.expect(tag::SEQUENCE)?.raw,
            certificates: inner.optional(tag::context(0))?.map_or(Ok(Vec::new()), |set| pieces(set.value))?,
            lists: inner.optional(tag::context(1))?,
            signers: pieces(inner.expect(tag::SET)?.value)?,
        })
    }

    fn write(&self) -> Result<Vec<u8>, AddError> {
        let certificates =
            if self.certificates.is_empty() { Vec::new() } else { write::element(tag::context(0), &self.certificates.concat()) };
        let data = write::sequence(&[
            self.version,
            &write::element(tag::SET, &self.digests.concat()),
            self.content,
            &certificates,
            self.lists.map_or(&[][..], |lists| lists.raw),
            &write::element(tag::SET, &self.signers.concat()),
        ]);
        let whole = write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)]);
        if whole.len() > limits::CMS { Err(AddError::TooLong) } else { Ok(whole) }
    }
}

fn pieces(set: &[u8]) -> Result<Vec<Cow<'_, [u8]>>, Malformed> {
    let (mut reader, mut pieces) = (Reader::new(set), Vec::new());
    while !reader.is_empty() {
        pieces.push(Cow::Borrowed(reader.element()?.raw));
    }
    Ok(pieces)
}
