//! Public keys as SubjectPublicKeyInfo (RFC 9215 §4): a BIT STRING that holds an OCTET STRING of x ‖ y, each little-endian.

use der::Encode;
use der::asn1::{BitString, OctetString};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};

use super::algorithm;
use crate::{KeyError, PublicKey};

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// [`KeyError::Encoding`], [`KeyError::Algorithm`], [`KeyError::Parameters`] and those of [`Self::from_bytes`].
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let info: SubjectPublicKeyInfoRef<'_> = algorithm::whole(der)?;
        let bits = info.subject_public_key.as_bytes().ok_or(KeyError::Encoding)?;
        Self::from_identified(&info.algorithm, bits)
    }

    /// Takes the two parts of a SubjectPublicKeyInfo: its AlgorithmIdentifier in DER, and the contents of its BIT STRING.
    ///
    /// # Errors
    /// As [`Self::from_spki`].
    pub fn from_parts(algorithm: &[u8], bits: &[u8]) -> Result<Self, KeyError> {
        Self::from_identified(&algorithm::whole(algorithm)?, bits)
    }

    fn from_identified(identifier: &AlgorithmIdentifierRef<'_>, bits: &[u8]) -> Result<Self, KeyError> {
        let set = algorithm::read(identifier)?;
        Self::from_bytes(set, algorithm::octets(bits).ok_or(KeyError::Encoding)?)
    }

    /// Writes a SubjectPublicKeyInfo, with [`digest_parameter`](crate::ParameterSet::digest_parameter) beside the name of the curve.
    ///
    /// # Errors
    /// [`KeyError::Encoding`], which a key of this type cannot cause.
    pub fn to_spki(&self) -> Result<Vec<u8>, KeyError> {
        let encode = || {
            let point = OctetString::new(self.as_bytes())?.to_der()?;
            let subject_public_key = BitString::from_bytes(&point)?;
            SubjectPublicKeyInfo { algorithm: algorithm::write(self.parameter_set())?, subject_public_key }.to_der()
        };
        encode().map_err(|_| KeyError::Encoding)
    }
}
