//! A public key.

use core::hash::{Hash as StdHash, Hasher as StdHasher};

use crate::{Curve, KeyError, ParameterSet, Signature, SignatureError};

/// A point of the subgroup of prime order, checked when the key was made. Two keys are equal where curve and point are, whatever the curve
/// was called.
#[derive(Debug, Clone)]
pub struct PublicKey {
    set: ParameterSet,
    point: Vec<u8>,
}

impl PublicKey {
    /// Takes the bytes x ‖ y, each little-endian: the contents of the OCTET STRING in a certificate (RFC 9215 §4.3).
    ///
    /// # Errors
    /// [`KeyError::Length`], [`KeyError::Coordinate`], [`KeyError::NotOnCurve`] (a point of order two, too), [`KeyError::Subgroup`].
    pub fn from_bytes(set: ParameterSet, point: &[u8]) -> Result<Self, KeyError> {
        set.curve().scheme().check(point)?;
        Ok(Self { set, point: point.to_vec() })
    }

    /// A point that is a multiple of the base point.
    pub(crate) fn multiple(set: ParameterSet, point: Vec<u8>) -> Self {
        Self { set, point }
    }

    /// x ‖ y, each little-endian: 64 or 128 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.point
    }

    /// The name under which the curve came.
    #[must_use]
    pub fn parameter_set(&self) -> ParameterSet {
        self.set
    }

    /// The curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        self.set.curve()
    }

    /// Judges a signature over a digest, whose bytes are as Streebog gives them.
    ///
    /// # Errors
    /// [`SignatureError`] says what is wrong; only [`SignatureError::Mismatch`] comes from the arithmetic.
    pub fn verify_digest(&self, digest: &[u8], signature: &Signature) -> Result<(), SignatureError> {
        self.curve().scheme().verify(&self.point, digest, signature.as_bytes())
    }

    /// Judges a signature over the Streebog digest of a message.
    ///
    /// # Errors
    /// As [`Self::verify_digest`].
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), SignatureError> {
        self.verify_digest(&self.curve().hash().digest(message), signature)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.curve() == other.curve() && self.point == other.point
    }
}

impl Eq for PublicKey {}

impl StdHash for PublicKey {
    fn hash<H: StdHasher>(&self, state: &mut H) {
        StdHash::hash(&self.curve(), state);
        self.point.hash(state);
    }
}
