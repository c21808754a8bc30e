//! CertID: a certificate as OCSP names it, by digests of its issuer's name and key.

use crate::asn1::{Reader, tag, write};
use crate::{Certificate, Digest, Malformed, Serial, digest, oid};

/// A digest that ids of certificates, lists and answers are made with. SHA-1 is what most responders know; nothing rests on its strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdDigest {
    /// SHA-1.
    Sha1,
    /// One that signatures use too.
    Strong(Digest),
}

/// Which certificate is asked about, in its original bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertId {
    der: Vec<u8>,
    digest: Option<IdDigest>,
    name_hash: Vec<u8>,
    key_hash: Vec<u8>,
    serial: Serial,
}

impl IdDigest {
    /// Digest of `data`.
    pub fn of(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => digest::sha1(data).to_vec(),
            Self::Strong(digest) => digest.of(data),
        }
    }

    /// AlgorithmIdentifier as we write it.
    pub fn identifier(self) -> Vec<u8> {
        match self {
            // With NULL, as all responders write it.
            Self::Sha1 => write::sequence(&[&write::oid(oid::SHA1), &write::null()]),
            Self::Strong(digest) => digest.identifier(),
        }
    }

    /// Reads an AlgorithmIdentifier, parameters absent or NULL. `Ok(None)`: well-formed, but unknown.
    pub fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let mut ahead = *reader;
        let mut inner = ahead.sequence()?;
        if inner.oid()? != oid::SHA1 {
            return Ok(Digest::read(reader)?.map(Self::Strong));
        }
        *reader = ahead;
        match inner.optional(tag::NULL)? {
            Some(null) if !null.value.is_empty() => Err(Malformed("null")),
            _ => inner.end().map(|()| Some(Self::Sha1)),
        }
    }
}

impl CertId {
    /// The id of the certificate with this serial number, issued by `issuer`.
    pub fn new(digest: IdDigest, issuer: &Certificate, serial: &Serial) -> Self {
        let (name_hash, key_hash) = (digest.of(issuer.subject().der()), digest.of(issuer.public_key().bits()));
        let der = write::sequence(&[&digest.identifier(), &write::octets(&name_hash), &write::octets(&key_hash), &serial.to_der()]);
        Self { der, digest: Some(digest), name_hash, key_hash, serial: serial.clone() }
    }

    /// Reads one.
    pub(super) fn parse(der: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::whole_sequence(der)?;
        let digest = IdDigest::read(&mut reader)?;
        let name_hash = reader.expect(tag::OCTET_STRING)?.value.to_vec();
        let key_hash = reader.expect(tag::OCTET_STRING)?.value.to_vec();
        let serial = Serial::from_contents(reader.integer()?)?;
        reader.end()?;
        Ok(Self { der: der.to_vec(), digest, name_hash, key_hash, serial })
    }

    /// Original bytes: an answer repeats them as the asker wrote them.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Serial number of the certificate.
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// The digest, if it is known.
    pub fn digest(&self) -> Option<IdDigest> {
        self.digest
    }

    /// Is `issuer` the issuer meant? Never for an unknown digest.
    pub fn is_of(&self, issuer: &Certificate) -> bool {
        self.digest.is_some_and(|digest| {
            digest.of(issuer.subject().der()) == self.name_hash && digest.of(issuer.public_key().bits()) == self.key_hash
        })
    }
}
