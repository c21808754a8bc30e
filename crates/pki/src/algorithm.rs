//! Signature algorithms: everything that differs between them stands in this file.

use std::fmt;

use aws_lc_rs::signature::{self, UnparsedPublicKey};

use crate::asn1::{Reader, tag, write};
use crate::{Digest, Malformed, oid};

/// An algorithm with which certificates, CRLs, requests and CMS are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256 (RFC 5758, RFC 5480).
    EcdsaP256Sha256,
    /// RSA PKCS#1 v1.5 with SHA-256, keys of 2048 to 8192 bits: verified, never used for signing.
    RsaSha256,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::EcdsaP256Sha256, Self::RsaSha256];

    /// Name as shown to people and kept in rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256Sha256 => "ECDSA-P256",
            Self::RsaSha256 => "RSA",
        }
    }

    /// The algorithm of this [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// May this installation make keys and signatures of it?
    pub const fn can_sign(self) -> bool {
        matches!(self, Self::EcdsaP256Sha256)
    }

    /// The digest it signs.
    pub const fn digest(self) -> Digest {
        match self {
            Self::EcdsaP256Sha256 | Self::RsaSha256 => Digest::Sha256,
        }
    }

    /// AlgorithmIdentifier inside certificates, CRLs and requests, and of the SignerInfo as we write it.
    pub fn identifier(self) -> Vec<u8> {
        match self {
            Self::EcdsaP256Sha256 => write::sequence(&[&write::oid(oid::ECDSA_WITH_SHA256)]),
            Self::RsaSha256 => write::sequence(&[&write::oid(oid::SHA256_WITH_RSA), &write::null()]),
        }
    }

    /// Reads the AlgorithmIdentifier of a certificate, CRL or request. `Ok(None)`: well-formed, but unknown.
    pub fn read(raw: &[u8]) -> Result<Option<Self>, Malformed> {
        let mut inner = Reader::whole_sequence(raw)?;
        let oid = inner.oid()?;
        let algorithm = match oid {
            oid::ECDSA_WITH_SHA256 => Self::EcdsaP256Sha256,
            oid::SHA256_WITH_RSA => Self::RsaSha256,
            _ => return Ok(None),
        };
        match (algorithm, inner.optional(tag::NULL)?) {
            (_, Some(null)) if !null.value.is_empty() => return Err(Malformed("null")),
            (Self::EcdsaP256Sha256, Some(_)) => return Err(Malformed("parameters of ecdsa-with-SHA256")),
            _ => {}
        }
        inner.end()?;
        Ok(Some(algorithm))
    }

    /// Reads the signatureAlgorithm of a SignerInfo, where the key's own identifier may stand (rsaEncryption, RFC 5754 §3.2).
    pub fn read_cms(raw: &[u8], digest: Digest) -> Result<Option<Self>, Malformed> {
        let mut inner = Reader::whole_sequence(raw)?;
        if inner.oid()? == oid::RSA_ENCRYPTION && digest == Digest::Sha256 {
            return match inner.optional(tag::NULL)? {
                Some(null) if !null.value.is_empty() => Err(Malformed("null")),
                _ => inner.end().map(|()| Some(Self::RsaSha256)),
            };
        }
        Ok(Self::read(raw)?.filter(|algorithm| algorithm.digest() == digest))
    }

    /// Does `signature` stand under `message`? `key` is the contents of the subjectPublicKey BIT STRING.
    pub fn verify(self, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn signature::VerificationAlgorithm = match self {
            Self::EcdsaP256Sha256 => &signature::ECDSA_P256_SHA256_ASN1,
            Self::RsaSha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(algorithm, key).verify(message, signature).is_ok()
    }

    /// Turns `r || s`, as WebCrypto and tokens give an ECDSA signature, into the DER that certificates and CMS hold.
    pub fn signature_from_raw(self, raw: &[u8]) -> Result<Vec<u8>, Malformed> {
        match self {
            Self::EcdsaP256Sha256 if raw.len() == 64 => Ok(write::sequence(&[&write::unsigned(&raw[..32]), &write::unsigned(&raw[32..])])),
            Self::EcdsaP256Sha256 => Err(Malformed("raw signature")),
            Self::RsaSha256 => Ok(raw.to_vec()),
        }
    }
}

/// Its name.
impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_is_read_back_by_name_and_by_identifier() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::parse(algorithm.name()), Some(algorithm));
            assert_eq!(Algorithm::read(&algorithm.identifier()), Ok(Some(algorithm)));
            assert_eq!(Algorithm::read_cms(&algorithm.identifier(), algorithm.digest()), Ok(Some(algorithm)));
        }
        assert_eq!(Algorithm::parse("ECDSA-P384"), None);
        assert_eq!(Algorithm::read(&write::sequence(&[&write::oid(oid::SHA256)])), Ok(None));
    }

    #[test]
    fn a_raw_signature_becomes_der() {
        let mut raw = [0_u8; 64];
        (raw[0], raw[63]) = (0x80, 1);
        let der = Algorithm::EcdsaP256Sha256.signature_from_raw(&raw).expect("64 octets");
        assert_eq!(der[..5], [0x30, 38, 0x02, 33, 0x00]);
        assert_eq!(der[37..], [0x02, 0x01, 0x01]);
        assert!(Algorithm::EcdsaP256Sha256.signature_from_raw(&raw[1..]).is_err());
    }
}
