//! Signature algorithms: everything that differs between them stands in this folder and in [`crate::public_key`].

mod obsolete;
mod pss;

use std::fmt;

use const_oid::ObjectIdentifier;

pub use obsolete::obsolete;

use crate::asn1::{Reader, tag, write};
use crate::{Digest, Malformed, oid};

/// An algorithm with which certificates, CRLs, requests and CMS are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// ECDSA with SHA-256, by custom on P-256 (RFC 5758, RFC 5480).
    EcdsaP256Sha256,
    /// RSA PKCS#1 v1.5 with SHA-256, keys of 2048 to 8192 bits; new ones of 3072.
    RsaSha256,
    /// ECDSA with SHA-384, by custom on P-384.
    EcdsaP384Sha384,
    /// RSA PKCS#1 v1.5 with SHA-384.
    RsaSha384,
    /// RSA PKCS#1 v1.5 with SHA-512.
    RsaSha512,
    /// RSASSA-PSS with SHA-256 throughout and a salt as long as the digest (RFC 4055).
    RsaPssSha256,
    /// RSASSA-PSS with SHA-384.
    RsaPssSha384,
    /// RSASSA-PSS with SHA-512.
    RsaPssSha512,
    /// GOST R 34.10-2012 with 256 bits over Streebog-256 (RFC 9215).
    Gost256,
    /// GOST R 34.10-2012 with 512 bits over Streebog-512 (RFC 9215).
    Gost512,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::EcdsaP256Sha256,
        Self::RsaSha256,
        Self::EcdsaP384Sha384,
        Self::RsaSha384,
        Self::RsaSha512,
        Self::RsaPssSha256,
        Self::RsaPssSha384,
        Self::RsaPssSha512,
        Self::Gost256,
        Self::Gost512,
    ];

    /// Name as shown to people and kept in rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256Sha256 => "ECDSA-P256",
            Self::EcdsaP384Sha384 => "ECDSA-P384",
            Self::RsaSha256 => "RSA",
            Self::RsaSha384 => "RSA-SHA384",
            Self::RsaSha512 => "RSA-SHA512",
            Self::RsaPssSha256 => "RSA-PSS-SHA256",
            Self::RsaPssSha384 => "RSA-PSS-SHA384",
            Self::RsaPssSha512 => "RSA-PSS-SHA512",
            Self::Gost256 => "GOST2012-256",
            Self::Gost512 => "GOST2012-512",
        }
    }

    /// The algorithm of this [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// May this installation make keys and signatures of it?
    pub const fn can_sign(self) -> bool {
        matches!(self, Self::EcdsaP256Sha256 | Self::Gost256 | Self::Gost512 | Self::RsaSha256)
    }

    /// The digest it signs.
    pub const fn digest(self) -> Digest {
        match self {
            Self::EcdsaP256Sha256 | Self::RsaSha256 | Self::RsaPssSha256 => Digest::Sha256,
            Self::EcdsaP384Sha384 | Self::RsaSha384 | Self::RsaPssSha384 => Digest::Sha384,
            Self::RsaSha512 | Self::RsaPssSha512 => Digest::Sha512,
            Self::Gost256 => Digest::Streebog256,
            Self::Gost512 => Digest::Streebog512,
        }
    }

    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::EcdsaP256Sha256 => oid::ECDSA_WITH_SHA256,
            Self::EcdsaP384Sha384 => oid::ECDSA_WITH_SHA384,
            Self::RsaSha256 => oid::SHA256_WITH_RSA,
            Self::RsaSha384 => oid::SHA384_WITH_RSA,
            Self::RsaSha512 => oid::SHA512_WITH_RSA,
            Self::RsaPssSha256 | Self::RsaPssSha384 | Self::RsaPssSha512 => oid::RSA_PSS,
            Self::Gost256 => oid::GOST_SIGNATURE_256,
            Self::Gost512 => oid::GOST_SIGNATURE_512,
        }
    }

    /// AlgorithmIdentifier inside certificates, CRLs, requests and OCSP answers.
    pub fn identifier(self) -> Vec<u8> {
        let parameters = match self {
            Self::RsaSha256 | Self::RsaSha384 | Self::RsaSha512 => write::null(),
            Self::RsaPssSha256 | Self::RsaPssSha384 | Self::RsaPssSha512 => pss::write(self.digest()),
            _ => Vec::new(),
        };
        write::sequence(&[&write::oid(self.oid()), &parameters])
    }

    /// AlgorithmIdentifier of a SignerInfo as we write it: the key's own identifier for GOST, as Russian readers want it, and
    /// [`Self::identifier`] for the others.
    pub fn cms_identifier(self) -> Vec<u8> {
        match self {
            Self::Gost256 => write::sequence(&[&write::oid(oid::GOST_KEY_256)]),
            Self::Gost512 => write::sequence(&[&write::oid(oid::GOST_KEY_512)]),
            _ => self.identifier(),
        }
    }

    /// Reads the AlgorithmIdentifier of a certificate, CRL or request. `Ok(None)`: well-formed, but unknown ([`obsolete`] knows some).
    pub fn read(raw: &[u8]) -> Result<Option<Self>, Malformed> {
        let mut inner = Reader::whole_sequence(raw)?;
        let oid = inner.oid()?;
        if oid == oid::RSA_PSS {
            return pss::read(inner);
        }
        let Some(algorithm) = Self::ALL.into_iter().find(|algorithm| algorithm.oid() == oid) else { return Ok(None) };
        match (algorithm, inner.optional(tag::NULL)?) {
            (_, Some(null)) if !null.value.is_empty() => return Err(Malformed("null")),
            (Self::EcdsaP256Sha256 | Self::EcdsaP384Sha384, Some(_)) => return Err(Malformed("parameters of ECDSA")),
            _ => {}
        }
        inner.end()?;
        Ok(Some(algorithm))
    }

    /// Reads the signatureAlgorithm of a SignerInfo, where the key's own identifier may stand (rsaEncryption, RFC 5754 §3.2; the GOST
    /// keys), with parameters absent or NULL.
    pub fn read_cms(raw: &[u8], digest: Digest) -> Result<Option<Self>, Malformed> {
        let mut inner = Reader::whole_sequence(raw)?;
        let of_key = match (inner.oid()?, digest) {
            (oid::RSA_ENCRYPTION, Digest::Sha256) => Self::RsaSha256,
            (oid::RSA_ENCRYPTION, Digest::Sha384) => Self::RsaSha384,
            (oid::RSA_ENCRYPTION, Digest::Sha512) => Self::RsaSha512,
            (oid::GOST_KEY_256, Digest::Streebog256) => Self::Gost256,
            (oid::GOST_KEY_512, Digest::Streebog512) => Self::Gost512,
            _ => return Ok(Self::read(raw)?.filter(|algorithm| algorithm.digest() == digest)),
        };
        match inner.optional(tag::NULL)? {
            Some(null) if !null.value.is_empty() => Err(Malformed("null")),
            _ => inner.end().map(|()| Some(of_key)),
        }
    }

    /// Turns `r || s`, as WebCrypto and tokens give an ECDSA signature, into the DER that certificates and CMS hold. RSA and GOST
    /// signatures (`s || r` there) stay as they are.
    pub fn signature_from_raw(self, raw: &[u8]) -> Result<Vec<u8>, Malformed> {
        let half = match self {
            Self::EcdsaP256Sha256 => 32,
            Self::EcdsaP384Sha384 => 48,
            _ => return Ok(raw.to_vec()),
        };
        match raw.split_at_checked(half) {
            Some((r, s)) if s.len() == half => Ok(write::sequence(&[&write::unsigned(r), &write::unsigned(s)])),
            _ => Err(Malformed("raw signature")),
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
            assert_eq!(Algorithm::read_cms(&algorithm.cms_identifier(), algorithm.digest()), Ok(Some(algorithm)));
            for digest in Digest::ALL.into_iter().filter(|digest| *digest != algorithm.digest()) {
                assert_eq!(Algorithm::read_cms(&algorithm.cms_identifier(), digest), Ok(None));
            }
        }
        assert_eq!(Algorithm::parse("ECDSA-P521"), None);
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
        assert_eq!(Algorithm::Gost256.signature_from_raw(&raw), Ok(raw.to_vec()));
    }
}
