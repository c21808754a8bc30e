//! Public keys (SubjectPublicKeyInfo), kept as issued.

mod kind;
#[cfg(test)]
mod wycheproof;

use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

pub use kind::Kind;

use crate::asn1::{Reader, limits, write};
use crate::{Algorithm, Malformed, digest, oid};

/// A public key: its original bytes, and what of them is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
    bits: Vec<u8>,
    kind: Option<Kind>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo. A key of an unknown algorithm is read too: [`Self::kind`] tells.
    pub fn parse(spki: &[u8]) -> Result<Self, Malformed> {
        limits::check(spki, limits::CERTIFICATE)?;
        let mut reader = Reader::whole_sequence(spki)?;
        let mut identifier = reader.sequence()?;
        let oid = identifier.oid()?;
        let bits = reader.bits()?;
        reader.end()?;
        Ok(Self { kind: Kind::recognize(oid, identifier, bits), bits: bits.to_vec(), spki: spki.to_vec() })
    }

    /// A P-256 key from its uncompressed point (65 octets).
    pub fn p256(point: &[u8]) -> Result<Self, Malformed> {
        let identifier = write::sequence(&[&write::oid(oid::EC_PUBLIC_KEY), &write::oid(oid::SECP256R1)]);
        let key = Self::parse(&write::sequence(&[&identifier, &write::bits(point)]))?;
        if key.kind == Some(Kind::P256) { Ok(key) } else { Err(Malformed("point of P-256")) }
    }

    /// SubjectPublicKeyInfo in its original bytes.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Contents of the BIT STRING.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// What sort of key it is, if it is one of ours.
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The algorithm that this key signs by custom, if it is one of ours.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.kind.map(Kind::algorithm)
    }

    /// Why signatures of this key are not to be believed, if so.
    pub fn weakness(&self) -> Option<&'static str> {
        self.kind.and_then(Kind::weakness)
    }

    /// Why no certificate may be issued for this key, if so: new keys are held to more than old ones.
    pub fn weakness_if_new(&self) -> Option<&'static str> {
        self.kind.and_then(Kind::weakness_if_new)
    }

    /// SHA-1 of the BIT STRING's contents (RFC 5280 §4.2.1.2, method 1).
    pub fn identifier(&self) -> [u8; 20] {
        digest::sha1(&self.bits)
    }

    /// Can a key of this kind make signatures of `algorithm`?
    pub fn takes(&self, algorithm: Algorithm) -> bool {
        self.kind.is_some_and(|kind| kind.takes(algorithm))
    }

    /// Does `signature` of `algorithm` stand under `message`? False for a key of another kind, and for a weak one.
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let Some(kind) = self.kind.filter(|kind| kind.takes(algorithm) && kind.weakness().is_none()) else { return false };
        let by: &dyn VerificationAlgorithm = match (kind, algorithm) {
            (Kind::P256, Algorithm::EcdsaP256Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
            (Kind::P256, _) => &signature::ECDSA_P256_SHA384_ASN1,
            (Kind::P384, Algorithm::EcdsaP256Sha256) => &signature::ECDSA_P384_SHA256_ASN1,
            (Kind::P384, _) => &signature::ECDSA_P384_SHA384_ASN1,
            (Kind::Rsa { .. }, Algorithm::RsaSha384) => &signature::RSA_PKCS1_2048_8192_SHA384,
            (Kind::Rsa { .. }, Algorithm::RsaSha512) => &signature::RSA_PKCS1_2048_8192_SHA512,
            (Kind::Rsa { .. }, Algorithm::RsaPssSha256) => &signature::RSA_PSS_2048_8192_SHA256,
            (Kind::Rsa { .. }, Algorithm::RsaPssSha384) => &signature::RSA_PSS_2048_8192_SHA384,
            (Kind::Rsa { .. }, Algorithm::RsaPssSha512) => &signature::RSA_PSS_2048_8192_SHA512,
            (Kind::Rsa { .. }, _) => &signature::RSA_PKCS1_2048_8192_SHA256,
            (Kind::Gost(_), _) => return self.verify_gost(message, signature),
        };
        UnparsedPublicKey::new(by, &self.bits).verify(message, signature).is_ok()
    }

    /// The point is checked, too: canonical, on its curve, in the subgroup.
    fn verify_gost(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = gost::Signature::from_bytes(signature);
        let key = gost::PublicKey::from_spki(&self.spki);
        matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok())
    }
}
