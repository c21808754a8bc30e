//! Certificates (RFC 5280 §4): read with their original bytes kept, written in two phases.

mod armour;
mod write;

use std::fmt;

use const_oid::ObjectIdentifier;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage};

pub use armour::{chain_from_pem, chain_to_pem, der_to_pem};
pub(crate) use write::with_signature_and;
pub use write::{Contents, to_be_signed, with_signature};

use crate::asn1::{Element, Reader, limits, tag};
use crate::extension::{Extension, Extensions, KeyPeriod, Usage};
use crate::{Algorithm, Malformed, Name, PublicKey, Serial, Time, digest, oid};

/// A certificate: its bytes as they came, and the parsed view over them.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Vec<u8>,
    version: u8,
    serial: Serial,
    issuer: Name,
    validity: [Time; 2],
    validity_der: Vec<u8>,
    subject: Name,
    public_key: PublicKey,
    extensions: Vec<Extension>,
    inner_algorithm: Vec<u8>,
    outer_algorithm: Vec<u8>,
    signature: Vec<u8>,
}

/// basicConstraints as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraints {
    /// May it sign certificates?
    pub authority: bool,
    /// How many authorities may stand below it, itself not counted.
    pub path_length: Option<u8>,
}

impl Certificate {
    /// Reads one certificate in DER.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CERTIFICATE)?;
        let mut outer = Reader::whole_sequence(der)?;
        let tbs = outer.expect(tag::SEQUENCE)?;
        let outer_algorithm = outer.expect(tag::SEQUENCE)?.raw.to_vec();
        let signature = outer.bits()?.to_vec();
        outer.end()?;

        let mut inner = Reader::new(tbs.value);
        let version = version(&mut inner)?;
        let serial = Serial::from_contents(inner.integer()?)?;
        let inner_algorithm = inner.expect(tag::SEQUENCE)?.raw.to_vec();
        let issuer = Name::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        let validity_element = inner.expect(tag::SEQUENCE)?;
        let subject = Name::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        let public_key = PublicKey::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        // issuerUniqueID and subjectUniqueID: allowed by the syntax, used by nobody.
        inner.optional(tag::context_primitive(1))?;
        inner.optional(tag::context_primitive(2))?;
        let extensions = inner.optional(tag::context(3))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        inner.end()?;

        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.raw.to_vec(),
            version,
            serial,
            issuer,
            validity: validity(validity_element)?,
            validity_der: validity_element.raw.to_vec(),
            subject,
            public_key,
            extensions,
            inner_algorithm,
            outer_algorithm,
            signature,
        })
    }

    /// The original bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signed bytes.
    pub fn to_be_signed(&self) -> &[u8] {
        &self.tbs
    }

    /// 1, 2 or 3.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Serial number.
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// Who signed it.
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// Whose key it is.
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// First moment of validity.
    pub fn not_before(&self) -> Time {
        self.validity[0]
    }

    /// Last moment of validity.
    pub fn not_after(&self) -> Time {
        self.validity[1]
    }

    /// Is it within its validity at `at`? Both ends belong to it.
    pub fn is_valid_at(&self, at: Time) -> bool {
        self.not_before() <= at && at <= self.not_after()
    }

    /// The key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// All extensions.
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// The algorithm of the signature, if it is one of ours and the same inside and outside.
    pub fn algorithm(&self) -> Option<Algorithm> {
        if self.inner_algorithm == self.outer_algorithm { Algorithm::read(&self.inner_algorithm).ok().flatten() } else { None }
    }

    /// What of the signature's algorithm is too weak to be believed, if it is known for that: `MD5`, `SHA-1` …
    pub fn obsolete_algorithm(&self) -> Option<&'static str> {
        crate::algorithm::obsolete(&self.outer_algorithm)
    }

    /// SHA-1 of the whole: how Russian systems name a certificate.
    pub fn thumbprint(&self) -> [u8; 20] {
        digest::sha1(&self.der)
    }

    /// SHA-256 of the whole.
    pub fn thumbprint_sha256(&self) -> [u8; 32] {
        digest::sha256(&self.der)
    }

    /// Is the subject its own issuer?
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// keyUsage.
    pub fn usage(&self) -> Result<Option<Usage>, Malformed> {
        Extensions::usage(self)
    }

    /// extKeyUsage.
    pub fn purposes(&self) -> Result<Option<Vec<ObjectIdentifier>>, Malformed> {
        Ok(self.decode::<ExtendedKeyUsage>()?.map(|purposes| purposes.0))
    }

    /// basicConstraints.
    pub fn constraints(&self) -> Result<Option<Constraints>, Malformed> {
        let constraints = self.decode::<BasicConstraints>()?;
        Ok(constraints.map(|constraints| Constraints { authority: constraints.ca, path_length: constraints.path_len_constraint }))
    }

    /// subjectKeyIdentifier.
    pub fn subject_key_identifier(&self) -> Result<Option<Vec<u8>>, Malformed> {
        Extensions::subject_key_identifier(self)
    }

    /// keyIdentifier of authorityKeyIdentifier.
    pub fn authority_key_identifier(&self) -> Result<Option<Vec<u8>>, Malformed> {
        Extensions::authority_key_identifier(self)
    }

    /// privateKeyUsagePeriod: first and last moment, each may be absent.
    pub fn private_key_period(&self) -> Result<Option<KeyPeriod>, Malformed> {
        self.private_key_usage()
    }

    /// Addresses of CRLs.
    pub fn crl_addresses(&self) -> Result<Vec<String>, Malformed> {
        Extensions::crl_addresses(self)
    }

    /// Addresses of the issuer's certificate.
    pub fn issuer_addresses(&self) -> Result<Vec<String>, Malformed> {
        self.access_addresses(oid::CA_ISSUERS)
    }

    /// Addresses of OCSP responders.
    pub fn ocsp_addresses(&self) -> Result<Vec<String>, Malformed> {
        self.access_addresses(oid::OCSP)
    }

    /// Does the key of `issuer` stand behind the signature? Says nothing of names, validity or usage.
    pub fn is_signed_by(&self, issuer: &PublicKey) -> bool {
        self.algorithm().is_some_and(|algorithm| issuer.verify(algorithm, &self.tbs, &self.signature))
    }

    pub(crate) fn algorithms(&self) -> [&[u8]; 2] {
        [&self.inner_algorithm, &self.outer_algorithm]
    }

    pub(crate) fn validity_der(&self) -> &[u8] {
        &self.validity_der
    }
}

impl Extensions for Certificate {
    fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.oid == oid)
    }
}

/// Subject and serial number: what a log line needs.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} {})", self.serial, self.subject)
    }
}

fn version(inner: &mut Reader<'_>) -> Result<u8, Malformed> {
    let Some(wrapped) = inner.optional(tag::context(0))? else { return Ok(1) };
    let mut reader = Reader::new(wrapped.value);
    let number = reader.small()?;
    reader.end()?;
    // v1 is the default and is never written.
    if (1..=2).contains(&number) { Ok(number + 1) } else { Err(Malformed("version")) }
}

fn validity(element: Element<'_>) -> Result<[Time; 2], Malformed> {
    let mut reader = Reader::new(element.value);
    let validity = [Time::parse(reader.element()?)?, Time::parse(reader.element()?)?];
    reader.end()?;
    Ok(validity)
}

#[cfg(test)]
mod tests;
