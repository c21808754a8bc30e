//! SignedData over the original slices (RFC 5652 §5); nothing is re-encoded.

use const_oid::ObjectIdentifier;
use pki::asn1::{Element, Reader, limits, tag};
use pki::{Digest, Malformed, Serial, oid};

/// Most signers or certificates in one CMS: each signer costs a search over the certificates.
const MOST: usize = 64;
/// Most revocation lists in one CMS: each is checked for every certificate of every signer's path.
const MOST_LISTS: usize = 16;
/// Most revocation lists, OCSP answers and other revocation information together.
const MOST_REVOCATION: usize = 64;

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
    /// OCSP answers (OCSPResponse in DER, RFC 5940).
    pub answers: Vec<&'a [u8]>,
    /// Every CertificateChoices as it stands: certificates, attribute certificates and whatever else.
    pub certificate_choices: Vec<&'a [u8]>,
    /// Every RevocationInfoChoice as it stands: lists, OCSP answers and whatever else.
    pub revocation_choices: Vec<&'a [u8]>,
    /// Who signed.
    pub signers: Vec<SignerInfo<'a>>,
}

/// One SignerInfo.
#[derive(Debug)]
pub struct SignerInfo<'a> {
    /// From version to signature as they stand, without the header of the whole: what an archive time stamp covers.
    pub fields: &'a [u8],
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
        let choices = |set: Option<Element<'a>>, most| set.map_or(Ok(Vec::new()), |set| elements(set.value, most));
        let certificates = choices(inner.optional(tag::context(0))?, MOST)?;
        let revocation = choices(inner.optional(tag::context(1))?, MOST_REVOCATION)?;
        let signers = signers(inner.expect(tag::SET)?.value)?;
        inner.end()?;

        let by_key = signers.iter().any(|signer| matches!(signer.id, SignerId::KeyIdentifier(_)));
        // Exact, so that no octet of the whole is free to change.
        if version != self::version(&certificates, &revocation, by_key || content_type != oid::DATA) {
            return Err(Malformed("version of signed data"));
        }
        let crls = plain(&revocation);
        if crls.len() > MOST_LISTS {
            return Err(Malformed("too many items"));
        }
        let answers = revocation.iter().filter_map(answer).collect::<Result<_, _>>()?;
        let raw = |choices: &[Element<'a>]| choices.iter().map(|choice| choice.raw).collect();
        Ok(Self {
            digests,
            content_type,
            content,
            certificates: plain(&certificates),
            crls,
            answers,
            certificate_choices: raw(&certificates),
            revocation_choices: raw(&revocation),
            signers,
        })
    }
}

impl<'a> SignerInfo<'a> {
    /// Reads one in DER: a counter-signature, which is one alone (RFC 5652 §11.4).
    pub fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CMS)?;
        signer(Reader::whole_sequence(der)?)
    }
}

/// CMSVersion of a SignedData (RFC 5652 §5.1); `third`: a signer or the content asks for at least 3.
pub(super) fn version(certificates: &[Element<'_>], revocation: &[Element<'_>], third: bool) -> u8 {
    let has = |choices: &[Element<'_>], number| choices.iter().any(|choice| choice.tag == tag::context(number));
    if has(certificates, 3) || has(revocation, 1) {
        5
    } else if has(certificates, 2) {
        4
    } else if has(certificates, 1) || third {
        3
    } else {
        1
    }
}

/// Those that are neither of the other choices, which bear tags of their own.
fn plain<'a>(choices: &[Element<'a>]) -> Vec<&'a [u8]> {
    choices.iter().filter(|choice| choice.tag == tag::SEQUENCE).map(|choice| choice.raw).collect()
}

/// The OCSPResponse of an OtherRevocationInfoFormat, if it is one.
fn answer<'a>(choice: &Element<'a>) -> Option<Result<&'a [u8], Malformed>> {
    let read = || {
        let mut reader = Reader::new(choice.value);
        let format = reader.oid()?;
        let info = reader.element()?;
        reader.end()?;
        Ok((format == oid::REVOCATION_INFO_OCSP).then_some(info.raw))
    };
    if choice.tag == tag::context(1) { read().transpose() } else { None }
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

fn elements(set: &[u8], most: usize) -> Result<Vec<Element<'_>>, Malformed> {
    collect(set, most, Reader::element)
}

fn signers(set: &[u8]) -> Result<Vec<SignerInfo<'_>>, Malformed> {
    collect(set, MOST, |reader| signer(reader.sequence()?))
}

fn signer(mut reader: Reader<'_>) -> Result<SignerInfo<'_>, Malformed> {
    let all = reader.rest();
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
    let fields = &all[..all.len() - reader.rest().len()];
    let unsigned_attributes = reader.optional(tag::context(1))?.map(|set| set.value);
    reader.end()?;
    Ok(SignerInfo { fields, id, digest, signed_attributes, algorithm, signature, unsigned_attributes })
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
