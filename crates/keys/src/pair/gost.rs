//! GOST R 34.10-2012: 256 bits on the curve CryptoPro-A, 512 bits on TC26-A, which every reader of such keys knows.
//!
//! What is kept: the number, little-endian, then the SubjectPublicKeyInfo, so that opening a key costs no multiplication.

use gost::{ParameterSet, SecretKey};
use pki::{Algorithm, PublicKey};
use zeroize::Zeroizing;

use crate::KeyError;

/// It is wiped when it is dropped.
pub(super) struct Private(SecretKey);

impl Private {
    pub(super) fn generate(algorithm: Algorithm) -> Result<Self, KeyError> {
        let mut poor = false;
        let key = SecretKey::generate(set(algorithm)?, |buffer| poor |= fill(buffer).is_err());
        match key {
            Ok(key) if !poor => Ok(Self(key)),
            _ => Err(KeyError::Refused("make a key")),
        }
    }

    pub(super) fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<(Self, PublicKey), KeyError> {
        let set = set(algorithm)?;
        let (number, spki) = bytes.split_at_checked(set.curve().size()).ok_or(KeyError::Damaged)?;
        let key = SecretKey::from_bytes(set, number).map_err(|_| KeyError::Damaged)?;
        Ok((Self(key), PublicKey::parse(spki).map_err(|_| KeyError::Damaged)?))
    }

    pub(super) fn to_bytes(&self, public: &PublicKey) -> Zeroizing<Vec<u8>> {
        let number = self.0.to_bytes();
        let mut bytes = Zeroizing::new(Vec::with_capacity(number.len() + public.spki().len()));
        bytes.extend_from_slice(&number);
        bytes.extend_from_slice(public.spki());
        bytes
    }

    pub(super) fn public(&self) -> Result<PublicKey, KeyError> {
        let spki = self.0.public_key().and_then(|key| key.to_spki()).map_err(|_| KeyError::Refused("give a public key"))?;
        PublicKey::parse(&spki).map_err(|_| KeyError::Damaged)
    }

    /// `s` and `r`, big-endian, one after the other.
    pub(super) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut entropy = Zeroizing::new([0; 32]);
        // the nonce is hedged: were these bytes no chance at all, the key would still be safe; but that is an incident, not a way to work
        fill(&mut *entropy)?;
        let signature = self.0.sign_digest(digest, &entropy).map_err(|_| KeyError::Refused("sign"))?;
        Ok(signature.as_bytes().to_vec())
    }
}

fn set(algorithm: Algorithm) -> Result<ParameterSet, KeyError> {
    match algorithm {
        Algorithm::Gost256 => Ok(ParameterSet::CryptoProA),
        Algorithm::Gost512 => Ok(ParameterSet::Tc26A512),
        _ => Err(KeyError::Algorithm(algorithm)),
    }
}

/// The chance of private keys and nonces is the cryptographic library's own, as it is for ECDSA and RSA inside of it: no test and no replay
/// may ever make a key come out twice.
#[expect(clippy::disallowed_methods, reason = "private keys are never made of a chance that can be repeated")]
fn fill(buffer: &mut [u8]) -> Result<(), KeyError> {
    aws_lc_rs::rand::fill(buffer).map_err(|_| KeyError::Refused("draw random bytes"))
}
