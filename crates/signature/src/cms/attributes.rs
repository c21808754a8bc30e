//! Signed attributes: written as CAdES-BES asks, read from the original bytes.

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, tag, write};
use pki::ocsp::IdDigest;
use pki::{Certificate, Digest, Malformed, Serial, Time, oid};

/// Most attributes of one signer.
const MOST: usize = 64;

/// One attribute: `SEQUENCE { type, SET OF value }`.
pub(crate) fn attribute(oid: ObjectIdentifier, value: Vec<u8>) -> Vec<u8> {
    write::sequence(&[&write::oid(oid), &write::set_of(vec![value])])
}

/// signingCertificateV2 with issuerSerial and the digest that the signer signs with, so that a Russian reader needs no foreign one.
/// SHA-256 is the default of the hash algorithm and is therefore not written (DER).
pub(crate) fn signing_certificate(certificate: &Certificate, digest: Digest) -> Vec<u8> {
    let algorithm = if digest == Digest::Sha256 { Vec::new() } else { digest.identifier() };
    let id = write::sequence(&[&algorithm, &write::octets(&digest.of(certificate.der())), &issuer_serial(certificate)]);
    write::sequence(&[&write::sequence(&[&id])])
}

/// IssuerSerial of a certificate.
pub(crate) fn issuer_serial(certificate: &Certificate) -> Vec<u8> {
    let directory_name = write::element(tag::context(4), certificate.issuer().der());
    write::sequence(&[&write::sequence(&[&directory_name]), &certificate.serial().to_der()])
}

/// What the signed attributes say; each of them at most once, with one value.
#[derive(Debug, Default)]
pub(crate) struct SignedAttributes<'a> {
    pub(crate) content_type: Option<ObjectIdentifier>,
    pub(crate) message_digest: Option<&'a [u8]>,
    pub(crate) signing_time: Option<Time>,
    pub(crate) signing_certificate: Option<CertificateId<'a>>,
    /// The same by SHA-1 (signingCertificate of RFC 2634), as old time stamps have it.
    pub(crate) signing_certificate_v1: Option<CertificateId<'a>>,
}

/// The first ESSCertIDv2 of signingCertificateV2: the signer's own certificate (RFC 5035 §3).
#[derive(Debug)]
pub(crate) struct CertificateId<'a> {
    /// `None`: an algorithm that is not ours.
    digest: Option<IdDigest>,
    hash: &'a [u8],
    issuer_serial: Option<(&'a [u8], Serial)>,
}

impl CertificateId<'_> {
    /// Is it this very certificate? `None` where the hash is of an unknown algorithm.
    pub(crate) fn names(&self, certificate: &Certificate) -> Option<bool> {
        let same = match &self.issuer_serial {
            Some((issuer, serial)) => *issuer == certificate.issuer().der() && serial == certificate.serial(),
            None => true,
        };
        Some(same && self.digest?.of(certificate.der()) == self.hash)
    }
}

impl<'a> SignedAttributes<'a> {
    /// Reads the contents of `[0] IMPLICIT SET OF Attribute`.
    pub(crate) fn parse(contents: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(contents);
        let mut seen = Vec::new();
        let mut attributes = Self::default();
        while !reader.is_empty() {
            let mut attribute = reader.sequence()?;
            let oid = attribute.oid()?;
            let values = attribute.expect(tag::SET)?.value;
            attribute.end()?;
            if seen.contains(&oid) || seen.len() == MOST {
                return Err(Malformed("signed attribute twice, or too many"));
            }
            seen.push(oid);
            attributes.take(oid, values)?;
        }
        Ok(attributes)
    }

    fn take(&mut self, oid: ObjectIdentifier, values: &'a [u8]) -> Result<(), Malformed> {
        let mut reader = Reader::new(values);
        if oid == oid::CONTENT_TYPE {
            self.content_type = Some(reader.oid()?);
        } else if oid == oid::MESSAGE_DIGEST {
            self.message_digest = Some(reader.expect(tag::OCTET_STRING)?.value);
        } else if oid == oid::SIGNING_TIME {
            self.signing_time = Some(Time::parse(reader.element()?)?);
        } else if oid == oid::SIGNING_CERTIFICATE_V2 {
            self.signing_certificate = Some(certificate_id(reader.sequence()?, IdDigest::Strong(Digest::Sha256))?);
        } else if oid == oid::SIGNING_CERTIFICATE {
            self.signing_certificate_v1 = Some(certificate_id(reader.sequence()?, IdDigest::Sha1)?);
        } else {
            return Ok(());
        }
        reader.end()
    }
}

/// `default`: the digest where none is named.
fn certificate_id(mut signing_certificate: Reader<'_>, default: IdDigest) -> Result<CertificateId<'_>, Malformed> {
    let mut ids = signing_certificate.sequence()?;
    let mut id = ids.sequence()?;
    let named = id.peek() == Some(tag::SEQUENCE) && default != IdDigest::Sha1;
    let digest = if named { IdDigest::read(&mut id)?.filter(|digest| *digest != IdDigest::Sha1) } else { Some(default) };
    let hash = id.expect(tag::OCTET_STRING)?.value;
    let issuer_serial = if id.is_empty() { None } else { Some(read_issuer_serial(id.sequence()?)?) };
    id.end()?;
    Ok(CertificateId { digest, hash, issuer_serial })
}

/// Reads the contents of an IssuerSerial: issuer's name in DER, and serial number.
pub(crate) fn read_issuer_serial(mut reader: Reader<'_>) -> Result<(&[u8], Serial), Malformed> {
    let mut names = reader.sequence()?;
    let mut name = Reader::new(names.expect(tag::context(4))?.value);
    let issuer = name.expect(tag::SEQUENCE)?.raw;
    name.end()?;
    names.end()?;
    let serial = Serial::from_contents(reader.integer()?)?;
    reader.end()?;
    Ok((issuer, serial))
}
