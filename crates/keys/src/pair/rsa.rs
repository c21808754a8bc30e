//! RSA with 3072 bits, PKCS#1 v1.5 over SHA-256. What is kept: PKCS#8.

use aws_lc_rs::digest::{Digest, SHA256};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use pki::PublicKey;
use zeroize::Zeroizing;

use crate::KeyError;

/// The library wipes it.
pub(super) struct Private(RsaKeyPair);

impl Private {
    pub(super) fn generate() -> Result<Self, KeyError> {
        RsaKeyPair::generate(KeySize::Rsa3072).map(Self).map_err(|_| KeyError::Refused("make a key"))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        RsaKeyPair::from_pkcs8(bytes).map(Self).map_err(|_| KeyError::Damaged)
    }

    pub(super) fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let der: Pkcs8V1Der<'_> = self.0.as_der().map_err(|_| KeyError::Refused("give a key"))?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    pub(super) fn public(&self) -> Result<PublicKey, KeyError> {
        let der: PublicKeyX509Der<'_> = self.0.public_key().as_der().map_err(|_| KeyError::Refused("give a public key"))?;
        PublicKey::parse(der.as_ref()).map_err(|_| KeyError::Damaged)
    }

    pub(super) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, KeyError> {
        let digest = Digest::import_less_safe(digest, &SHA256).map_err(|_| KeyError::Digest)?;
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0.sign_digest(&RSA_PKCS1_SHA256, &digest, &mut signature).map_err(|_| KeyError::Refused("sign"))?;
        Ok(signature)
    }
}
