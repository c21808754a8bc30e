//! ECDSA on P-256. What is kept: the scalar, big-endian, then the uncompressed point.

use aws_lc_rs::digest::{Digest, SHA256};
use aws_lc_rs::encoding::{AsBigEndian, EcPrivateKeyBin};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use pki::PublicKey;
use zeroize::Zeroizing;

use crate::KeyError;

/// Octets of a scalar.
const SCALAR: usize = 32;

/// The library wipes it.
pub(super) struct Private(EcdsaKeyPair);

impl Private {
    pub(super) fn generate() -> Result<Self, KeyError> {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(Self).map_err(|_| KeyError::Refused("make a key"))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let (private, public) = bytes.split_at_checked(SCALAR).ok_or(KeyError::Damaged)?;
        let key = EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_ASN1_SIGNING, private, public);
        key.map(Self).map_err(|_| KeyError::Damaged)
    }

    pub(super) fn to_bytes(&self, public: &PublicKey) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let private: EcPrivateKeyBin<'_> = self.0.private_key().as_be_bytes().map_err(|_| KeyError::Refused("give a key"))?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(SCALAR + public.bits().len()));
        bytes.extend_from_slice(private.as_ref());
        bytes.extend_from_slice(public.bits());
        Ok(bytes)
    }

    pub(super) fn public(&self) -> Result<PublicKey, KeyError> {
        PublicKey::p256(self.0.public_key().as_ref()).map_err(|_| KeyError::Damaged)
    }

    pub(super) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, KeyError> {
        let digest = Digest::import_less_safe(digest, &SHA256).map_err(|_| KeyError::Digest)?;
        let signature = self.0.sign_digest(&digest).map_err(|_| KeyError::Refused("sign"))?;
        Ok(signature.as_ref().to_vec())
    }
}
