//! SignedData over the original slices (RFC 5652 §5); nothing is re-encoded.

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, limits, tag};
use pki::{Digest, Malformed, Serial, oid};

/// Most signers or certificates in one CMS: each signer costs a search over the certificates.
const MOST: usize = 64;
/// Most revocation lists in one CMS: each is checked for every certificate of every signer's path.
const MOST_LISTS: usize = 16;

/// A parsed SignedData.
#[derive(Debug)]
pub struct SignedData<'a> {
    /// Digest algorithms announced; `None` for one that is not ours.
    pub digests: Vec<Option<Digest>>,
    /// Type of the content.
    pub content_type: ObjectIdentifier,
    /// The content itself, where it is inside.
    pub content: Option<&'a [u8]>,
    /// Certificates in DER.
    pub certificates: Vec<&'a [u8]>,
    /// Revocation lists in DER.
    pub crls: Vec<&'a [u8]>,
    /// Who signed.
    pub signers: Vec<SignerInfo<'a>>,
}

/// One SignerInfo.
#[derive(Debug)]
pub struct SignerInfo<'a> {
    /// By what the certificate is found.
    pub id: SignerId<'a>,
    /// `None`: an algorithm that is not ours.
    pub digest: Option<Digest>,
    /// Contents of signedAttrs; `None` where there are none.
    pub signed_attributes: Option<&'a [u8]>,
    /// signatureAlgorithm in DER.
    pub algorithm: &'a [u8],
    /// The signature value.
    pub signature: &'a [u8],
    /// Contents of unsignedAttrs.
    pub unsigned_attributes: Option<&'a [u8]>,
}

/// SignerIdentifier.
#[derive(Debug, PartialEq, Eq)]
pub enum SignerId<'a> {
    /// Issuer's name in DER, and serial number.
    IssuerAndSerial(&'a [u8], Serial),
    /// subjectKeyIdentifier.
    KeyIdentifier(&'a [u8]),
}

impl<'a> SignedData<'a> {
    /// Reads a ContentInfo with SignedData in DER ([`super::ber`] makes it from BER).
    pub fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CMS)?;
        let mut info = Reader::whole_sequence(der)?;
        if info.oid()? != oid::SIGNED_DATA {
            return Err(Malformed("not signed data"));
        }
        let mut wrapped = Reader::new(info.expect(tag::context(0))?.value);
        info.end()?;
        let mut inner = wrapped.sequence()?;
        wrapped.end()?;

        let version = inner.small()?;
        let digests = digests(inner.expect(tag::SET)?.value)?;
        let (content_type, content) = content(inner.sequence()?)?;
        let certificates = inner.optional(tag::context(0))?.map_or(Ok(Vec::new()), |set| sequences(set.value, MOST))?;
        let crls = inner.optional(tag::context(1))?.map_or(Ok(Vec::new()), |set| sequences(set.value, MOST_LISTS))?;
        let signers = signers(inner.expect(tag::SET)?.value)?;
        inner.end()?;

        let by_key = signers.iter().any(|signer| matches!(signer.id, SignerId::KeyIdentifier(_)));
        // RFC 5652 §5.1: exact, so that no octet of the whole is free to change.
        if version != if by_key || content_type != oid::DATA { 3 } else { 1 } {
            return Err(Malformed("version of signed data"));
        }
        Ok(Self { digests, content_type, content, certificates, crls, signers })
    }
}

fn digests(set: &[u8]) -> Result<Vec<Option<Digest>>, Malformed> {
    collect(set, MOST, Digest::read)
}

fn content(mut reader: Reader<'_>) -> Result<(ObjectIdentifier, Option<&[u8]>), Malformed> {
    let content_type = reader.oid()?;
    let content = match reader.optional(tag::context(0))? {
        Some(wrapped) => {
            let mut inner = Reader::new(wrapped.value);
            let octets = inner.expect(tag::OCTET_STRING)?.value;
            inner.end()?;
            Some(octets)
        }
        None => None,
    };
    reader.end()?;
    Ok((content_type, content))
}

/// Other choices than plain certificates and lists (attribute certificates, OCSP answers) are not taken.
fn sequences(set: &[u8], most: usize) -> Result<Vec<&[u8]>, Malformed> {
    collect(set, most, |reader| Ok(reader.expect(tag::SEQUENCE)?.raw))
}

fn signers(set: &[u8]) -> Result<Vec<SignerInfo<'_>>, Malformed> {
    collect(set, MOST, |reader| signer(reader.sequence()?))
}

fn signer(mut reader: Reader<'_>) -> Result<SignerInfo<'_>, Malformed> {
    let version = reader.small()?;
    let id = if reader.peek() == Some(tag::context_primitive(0)) {
        SignerId::KeyIdentifier(reader.element()?.value)
    } else {
        let mut id = reader.sequence()?;
        let issuer = id.expect(tag::SEQUENCE)?.raw;
        let serial = Serial::from_contents(id.integer()?)?;
        id.end()?;
        SignerId::IssuerAndSerial(issuer, serial)
    };
    if version != if matches!(id, SignerId::KeyIdentifier(_)) { 3 } else { 1 } {
        return Err(Malformed("version of signer"));
    }
    let digest = Digest::read(&mut reader)?;
    let signed_attributes = reader.optional(tag::context(0))?.map(|set| set.value);
    let algorithm = reader.expect(tag::SEQUENCE)?.raw;
    let signature = reader.expect(tag::OCTET_STRING)?.value;
    let unsigned_attributes = reader.optional(tag::context(1))?.map(|set| set.value);
    reader.end()?;
    Ok(SignerInfo { id, digest, signed_attributes, algorithm, signature, unsigned_attributes })
}

fn collect<'a, T>(set: &'a [u8], most: usize, mut read: impl FnMut(&mut Reader<'a>) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
    let mut reader = Reader::new(set);
    let mut items = Vec::new();
    while !reader.is_empty() {
        if items.len() == most {
            return Err(Malformed("too many items"));
        }
        items.push(read(&mut reader)?);
    }
    Ok(items)
}
