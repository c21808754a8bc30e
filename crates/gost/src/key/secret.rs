//! A private key.

use core::fmt;

use zeroize::Zeroizing;

use crate::nonce::Seed;
use crate::{Curve, KeyError, ParameterSet, PublicKey, Signature, SignatureError};

/// A number above zero and below the order of the group. It is wiped when it is dropped, and never printed.
#[derive(Clone)]
pub struct SecretKey {
    set: ParameterSet,
    number: Zeroizing<Vec<u8>>,
}

impl SecretKey {
    /// Makes a key; `fill` fills its argument with random bytes.
    ///
    /// # Errors
    /// [`KeyError::Randomness`] where 256 draws gave no number in range: the source is broken.
    pub fn generate(set: ParameterSet, mut fill: impl FnMut(&mut [u8])) -> Result<Self, KeyError> {
        let scheme = set.curve().scheme();
        let mut number = Zeroizing::new(vec![0; set.curve().size()]);
        for _ in 0..256 {
            fill(&mut number);
            if scheme.is_secret(&number) {
                return Ok(Self { set, number });
            }
        }
        Err(KeyError::Randomness)
    }

    /// Takes the number in little-endian bytes, 32 or 64 of them.
    ///
    /// # Errors
    /// [`KeyError::Length`], [`KeyError::Scalar`].
    pub fn from_bytes(set: ParameterSet, number: &[u8]) -> Result<Self, KeyError> {
        if number.len() != set.curve().size() {
            return Err(KeyError::Length);
        }
        if !set.curve().scheme().is_secret(number) {
            return Err(KeyError::Scalar);
        }
        Ok(Self { set, number: Zeroizing::new(number.to_vec()) })
    }

    /// The number in little-endian bytes: to be sealed, not to be shown.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        self.number.clone()
    }

    /// The name of the curve.
    #[must_use]
    pub fn parameter_set(&self) -> ParameterSet {
        self.set
    }

    /// The curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        self.set.curve()
    }

    /// Computes the public key, at about the price of a signature.
    ///
    /// # Errors
    /// None for a key that was made by this type.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        Ok(PublicKey::multiple(self.set, self.curve().scheme().public(&self.number)?))
    }

    /// Signs a digest, whose bytes are as Streebog gives them. `entropy` is fresh randomness: equal arguments give equal signatures.
    ///
    /// # Errors
    /// [`SignatureError::DigestLength`].
    pub fn sign_digest(&self, digest: &[u8], entropy: &[u8; 32]) -> Result<Signature, SignatureError> {
        let seed = Seed { curve: self.curve() as u8, secret: &self.number, digest, entropy };
        self.curve().scheme().sign(&seed).map(Signature::made)
    }

    /// Signs the Streebog digest of a message.
    ///
    /// # Errors
    /// None for a key that was made by this type.
    pub fn sign(&self, message: &[u8], entropy: &[u8; 32]) -> Result<Signature, SignatureError> {
        self.sign_digest(&self.curve().hash().digest(message), entropy)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SecretKey").field("set", &self.set).finish_non_exhaustive()
    }
}
