//! One opened key pair.

use std::fmt;

use aws_lc_rs::digest::{Digest, SHA256, digest};
use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::encoding::EcPrivateKeyBin;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use pki::{Algorithm, PublicKey};
use zeroize::Zeroizing;

use crate::KeyError;

/// A pair in memory; the library wipes its half when it is dropped.
pub(crate) struct Pair {
    algorithm: Algorithm,
    key: EcdsaKeyPair,
    public: PublicKey,
}

/// Octets of a P-256 scalar.
const SCALAR: usize = 32;
/// Octets of an uncompressed P-256 point.
const POINT: usize = 65;

impl Pair {
    pub(crate) fn generate(algorithm: Algorithm) -> Result<Self, KeyError> {
        match algorithm {
            Algorithm::EcdsaP256Sha256 => {
                let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map_err(|_| KeyError::Refused("make a key"))?;
                Self::of(algorithm, key)
            }
            _ => Err(KeyError::Algorithm(algorithm)),
        }
    }

    /// What is sealed: name of the algorithm, a zero octet, the scalar, the point.
    pub(crate) fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let private: EcPrivateKeyBin<'_> = self.key.private_key().as_be_bytes().map_err(|_| KeyError::Refused("give a key"))?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(32 + SCALAR + POINT));
        for part in [self.algorithm.name().as_bytes(), &[0], private.as_ref(), self.public.bits()] {
            bytes.extend_from_slice(part);
        }
        Ok(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let end = bytes.iter().position(|byte| *byte == 0).ok_or(KeyError::Damaged)?;
        let name = std::str::from_utf8(&bytes[..end]).map_err(|_| KeyError::Damaged)?;
        let parts = bytes[end + 1..].split_at_checked(SCALAR);
        match (Algorithm::parse(name), parts) {
            (Some(algorithm @ Algorithm::EcdsaP256Sha256), Some((private, public))) => {
                let key = EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_ASN1_SIGNING, private, public);
                Self::of(algorithm, key.map_err(|_| KeyError::Damaged)?)
            }
            _ => Err(KeyError::Damaged),
        }
    }

    fn of(algorithm: Algorithm, key: EcdsaKeyPair) -> Result<Self, KeyError> {
        let public = PublicKey::p256(key.public_key().as_ref()).map_err(|_| KeyError::Damaged)?;
        Ok(Self { algorithm, key, public })
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    pub(crate) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_digest_of(algorithm, &digest(&SHA256, message))
    }

    pub(crate) fn sign_digest(&self, algorithm: Algorithm, value: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_digest_of(algorithm, &Digest::import_less_safe(value, &SHA256).map_err(|_| KeyError::Digest)?)
    }

    fn sign_digest_of(&self, algorithm: Algorithm, digest: &Digest) -> Result<Vec<u8>, KeyError> {
        if algorithm != self.algorithm {
            return Err(KeyError::Algorithm(algorithm));
        }
        let signature = self.key.sign_digest(digest).map_err(|_| KeyError::Refused("sign"))?;
        Ok(signature.as_ref().to_vec())
    }
}

/// Signs with a key that exists for this call only: what a certificate is linted with before the authority's key touches it.
pub fn sign_with_throw_away_key(algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
    Pair::generate(algorithm)?.sign(algorithm, message)
}

/// The algorithm only.
impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair({}, ..)", self.algorithm)
    }
}
