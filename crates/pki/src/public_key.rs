//! Public keys (SubjectPublicKeyInfo), kept as issued.

use const_oid::ObjectIdentifier;

use crate::asn1::{Reader, limits, tag, write};
use crate::{Algorithm, Malformed, digest, oid};

/// A public key: its original bytes, and what of them is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
    bits: Vec<u8>,
    algorithm: Option<Algorithm>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo. A key of an unknown algorithm is read too: [`Self::algorithm`] tells.
    pub fn parse(spki: &[u8]) -> Result<Self, Malformed> {
        limits::check(spki, limits::CERTIFICATE)?;
        let mut reader = Reader::whole_sequence(spki)?;
        let mut identifier = reader.sequence()?;
        let oid = identifier.oid()?;
        let bits = reader.bits()?;
        reader.end()?;
        Ok(Self { algorithm: recognize(oid, identifier, bits), bits: bits.to_vec(), spki: spki.to_vec() })
    }

    /// A P-256 key from its uncompressed point (65 octets).
    pub fn p256(point: &[u8]) -> Result<Self, Malformed> {
        let identifier = write::sequence(&[&write::oid(oid::EC_PUBLIC_KEY), &write::oid(oid::SECP256R1)]);
        let key = Self::parse(&write::sequence(&[&identifier, &write::bits(point)]))?;
        if key.algorithm.is_some() { Ok(key) } else { Err(Malformed("point of P-256")) }
    }

    /// SubjectPublicKeyInfo in its original bytes.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Contents of the BIT STRING.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// The algorithm this key verifies, if it is one of ours.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// SHA-1 of the BIT STRING's contents (RFC 5280 §4.2.1.2, method 1).
    pub fn identifier(&self) -> [u8; 20] {
        digest::sha1(&self.bits)
    }

    /// Does `signature` of `algorithm` stand under `message`? False for a key of another algorithm.
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        self.algorithm == Some(algorithm) && algorithm.verify(&self.bits, message, signature)
    }
}

fn recognize(oid: ObjectIdentifier, mut parameters: Reader<'_>, bits: &[u8]) -> Option<Algorithm> {
    let algorithm = match oid {
        oid::EC_PUBLIC_KEY if parameters.oid() == Ok(oid::SECP256R1) && bits.len() == 65 && bits[0] == 4 => Algorithm::EcdsaP256Sha256,
        oid::RSA_ENCRYPTION if parameters.expect(tag::NULL).is_ok_and(|null| null.value.is_empty()) => Algorithm::RsaSha256,
        _ => return None,
    };
    parameters.end().is_ok().then_some(algorithm)
}
