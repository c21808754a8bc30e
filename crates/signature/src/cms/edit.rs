//! A CMS to which something is added: one more signer, unsigned attributes of one, or evidence. What is there keeps its bytes and its order.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, limits, tag, write};
use pki::ocsp::{Answer, response};
use pki::{Certificate, Crl, Malformed, oid};

use super::assemble::{AssembleError, signer_info};
use super::attributes::attribute;
use super::ber;
use super::prepare::ToSign;
use super::read::SignedData;

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
    parts.add_certificates([signer].into_iter().chain(chain.iter().filter(|certificate| !certificate.is_self_issued())));
    parts.signers.push(Cow::Owned(info));
    parts.write()
}

/// Adds unsigned attributes, each with one value, to the signer of this number, counted from 0 as they stand.
pub fn add_unsigned(cms: &[u8], signer: usize, attributes: &[(ObjectIdentifier, Vec<u8>)]) -> Result<Vec<u8>, AddError> {
    let der = ber::to_der(cms)?;
    let mut parts = Parts::parse(&der)?;
    parts.add_unsigned(signer, attributes)?;
    parts.write()
}

/// Adds certificates, lists and OCSP answers to those of the SignedData, each unless it stands there already.
pub fn add_material(cms: &[u8], certificates: &[&Certificate], crls: &[&Crl], answers: &[&Answer]) -> Result<Vec<u8>, AddError> {
    let der = ber::to_der(cms)?;
    let mut parts = Parts::parse(&der)?;
    parts.add_certificates(certificates.iter().copied());
    parts.add_revocation(crls, answers);
    parts.write()
}

/// A SignedData in pieces, each in the bytes in which it came.
pub(crate) struct Parts<'a> {
    version: u8,
    digests: Vec<Cow<'a, [u8]>>,
    content: &'a [u8],
    certificates: Vec<Cow<'a, [u8]>>,
    revocation: Vec<Cow<'a, [u8]>>,
    signers: Vec<Cow<'a, [u8]>>,
}

impl<'a> Parts<'a> {
    pub(crate) fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        SignedData::parse(der)?;
        let mut info = Reader::whole_sequence(der)?;
        info.oid()?;
        let mut inner = Reader::new(info.expect(tag::context(0))?.value).sequence()?;
        Ok(Self {
            version: inner.small()?,
            digests: pieces(inner.expect(tag::SET)?.value)?,
            content: inner.expect(tag::SEQUENCE)?.raw,
            certificates: inner.optional(tag::context(0))?.map_or(Ok(Vec::new()), |set| pieces(set.value))?,
            revocation: inner.optional(tag::context(1))?.map_or(Ok(Vec::new()), |set| pieces(set.value))?,
            signers: pieces(inner.expect(tag::SET)?.value)?,
        })
    }

    pub(crate) fn add_certificates<'c>(&mut self, certificates: impl IntoIterator<Item = &'c Certificate>) {
        for certificate in certificates {
            add(&mut self.certificates, certificate.der().to_vec());
        }
    }

    pub(crate) fn add_revocation(&mut self, crls: &[&Crl], answers: &[&Answer]) {
        for crl in crls {
            add(&mut self.revocation, crl.der().to_vec());
        }
        for answer in answers {
            let format = write::oid(oid::REVOCATION_INFO_OCSP);
            add(&mut self.revocation, write::constructed(tag::context(1), &[&format, &response(answer.basic_der())]));
        }
    }

    pub(crate) fn add_unsigned(&mut self, signer: usize, attributes: &[(ObjectIdentifier, Vec<u8>)]) -> Result<(), AddError> {
        let info = self.signers.get_mut(signer).ok_or(AddError::NoSigner)?;
        let mut reader = Reader::whole_sequence(info)?;
        let (mut signed, mut unsigned) = (Vec::new(), Vec::new());
        while !reader.is_empty() {
            let element = reader.element()?;
            // the attributes that are signed bear another number
            if element.tag == tag::context(1) {
                unsigned.extend_from_slice(element.value);
            } else {
                signed.extend_from_slice(element.raw);
            }
        }
        for (kind, value) in attributes {
            unsigned.extend(attribute(*kind, value.clone()));
        }
        signed.extend(write::element(tag::context(1), &unsigned));
        *info = Cow::Owned(write::element(tag::SEQUENCE, &signed));
        Ok(())
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, AddError> {
        let (front, behind) = self.around_content();
        let data = write::sequence(&[&front, self.content, &behind]);
        let whole = write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)]);
        if whole.len() > limits::CMS {
            return Err(AddError::TooLong);
        }
        // Nothing is written that would not be read: there are limits of number, too.
        SignedData::parse(&whole)?;
        Ok(whole)
    }

    /// What stands in the SignedData before its EncapsulatedContentInfo, and behind it.
    pub(crate) fn around_content(&self) -> (Vec<u8>, Vec<u8>) {
        let under = |number, set: &[Cow<'_, [u8]>]| {
            if set.is_empty() { Vec::new() } else { write::element(tag::context(number), &set.concat()) }
        };
        let has = |set: &[Cow<'_, [u8]>], number| set.iter().any(|choice| choice.first() == Some(&tag::context(number)));
        // What was read had the version that its parts ask for; only OCSP answers ask for a higher one.
        let version = if has(&self.revocation, 1) { 5 } else { self.version };
        let digests = write::element(tag::SET, &self.digests.concat());
        let signers = write::element(tag::SET, &self.signers.concat());
        let front = [write::integer(u64::from(version)), digests].concat();
        (front, [under(0, &self.certificates), under(1, &self.revocation), signers].concat())
    }
}

fn add(set: &mut Vec<Cow<'_, [u8]>>, new: Vec<u8>) {
    if !set.iter().any(|known| **known == *new) {
        set.push(Cow::Owned(new));
    }
}

fn pieces(set: &[u8]) -> Result<Vec<Cow<'_, [u8]>>, Malformed> {
    let (mut reader, mut pieces) = (Reader::new(set), Vec::new());
    while !reader.is_empty() {
        pieces.push(Cow::Borrowed(reader.element()?.raw));
    }
    Ok(pieces)
}
