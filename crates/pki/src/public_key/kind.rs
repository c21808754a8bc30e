//! Sorts of keys: what is recognized of a SubjectPublicKeyInfo, and what is too weak.

use const_oid::ObjectIdentifier;
use gost::ParameterSet;

use crate::asn1::{Reader, tag};
use crate::{Algorithm, oid};

/// What sort of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A point of P-256, uncompressed.
    P256,
    /// A point of P-384, uncompressed.
    P384,
    /// An RSA key.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
        /// Is the public exponent odd, above 2 and of at most 32 bits?
        good_exponent: bool,
    },
    /// A point of a GOST curve, by one of the curve's names. Whether it is a good point is judged with each signature.
    Gost(ParameterSet),
}

impl Kind {
    /// `parameters` stand behind the identifier; `bits` are the contents of the BIT STRING.
    pub(super) fn recognize(oid: ObjectIdentifier, mut parameters: Reader<'_>, bits: &[u8]) -> Option<Self> {
        let point = |length: usize| bits.len() == length && bits.first() == Some(&4);
        let kind = match oid {
            oid::EC_PUBLIC_KEY => match parameters.oid().ok()? {
                oid::SECP256R1 if point(65) => Self::P256,
                oid::SECP384R1 if point(97) => Self::P384,
                _ => return None,
            },
            oid::RSA_ENCRYPTION if parameters.expect(tag::NULL).is_ok_and(|null| null.value.is_empty()) => rsa(bits)?,
            oid::GOST_KEY_256 => gost(&mut parameters, bits, 32)?,
            oid::GOST_KEY_512 => gost(&mut parameters, bits, 64)?,
            _ => return None,
        };
        parameters.end().is_ok().then_some(kind)
    }

    /// The algorithm that it signs by custom.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::EcdsaP256Sha256,
            Self::P384 => Algorithm::EcdsaP384Sha384,
            Self::Rsa { .. } => Algorithm::RsaSha256,
            Self::Gost(set) if set.curve().size() == 32 => Algorithm::Gost256,
            Self::Gost(_) => Algorithm::Gost512,
        }
    }

    /// Can it make signatures of this algorithm? ECDSA takes any of its digests on any curve.
    pub fn takes(self, algorithm: Algorithm) -> bool {
        use Algorithm::{
            EcdsaP256Sha256, EcdsaP384Sha384, Gost256, Gost512, RsaPssSha256, RsaPssSha384, RsaPssSha512, RsaSha256, RsaSha384, RsaSha512,
        };
        match algorithm {
            EcdsaP256Sha256 | EcdsaP384Sha384 => matches!(self, Self::P256 | Self::P384),
            RsaSha256 | RsaSha384 | RsaSha512 | RsaPssSha256 | RsaPssSha384 | RsaPssSha512 => matches!(self, Self::Rsa { .. }),
            Gost256 | Gost512 => matches!(self, Self::Gost(_)) && self.algorithm() == algorithm,
        }
    }

    /// Too weak to be believed: RSA outside 2048 to 8192 bits or with a bad exponent, curves of test vectors.
    pub fn weakness(self) -> Option<&'static str> {
        match self {
            Self::Rsa { bits: ..2048, .. } => Some("RSA key of less than 2048 bits"),
            Self::Rsa { bits: 8193.., .. } => Some("RSA key of more than 8192 bits"),
            Self::Rsa { good_exponent: false, .. } => Some("RSA exponent"),
            Self::Gost(set) if set.curve().is_test() => Some("curve of test vectors"),
            _ => None,
        }
    }

    /// Too weak for a new certificate: RSA outside 3072 to 4096 bits, and all that is weak anyway.
    pub fn weakness_if_new(self) -> Option<&'static str> {
        match self {
            Self::Rsa { bits: ..3072, .. } => Some("RSA key of less than 3072 bits"),
            Self::Rsa { bits: 4097.., .. } => Some("RSA key of more than 4096 bits"),
            other => other.weakness(),
        }
    }
}

/// RSAPublicKey (RFC 8017 §A.1.1).
fn rsa(bits: &[u8]) -> Option<Kind> {
    let mut reader = Reader::whole_sequence(bits).ok()?;
    let (modulus, exponent) = (positive(reader.integer().ok()?)?, positive(reader.integer().ok()?)?);
    reader.end().ok()?;
    let first = modulus.first()?;
    let bits = u32::try_from(modulus.len()).ok()? * 8 - first.leading_zeros();
    let odd = exponent.last().is_some_and(|last| last & 1 == 1);
    Some(Kind::Rsa { bits, good_exponent: odd && exponent != [1] && exponent.len() <= 4 })
}

/// Octets of a positive number without leading zeros.
fn positive(contents: &[u8]) -> Option<&[u8]> {
    match contents {
        [0, rest @ ..] if !rest.is_empty() => Some(rest),
        [first, ..] if *first > 0 && *first < 0x80 => Some(contents),
        _ => None,
    }
}

/// publicKeyParamSet, and digestParamSet which may be absent whatever RFC 9215 says of it, because writers differ; the key is an OCTET
/// STRING of both coordinates, each little-endian.
fn gost(parameters: &mut Reader<'_>, key: &[u8], size: usize) -> Option<Kind> {
    let mut inner = parameters.sequence().ok()?;
    let set = ParameterSet::from_oid(inner.oid().ok()?)?;
    if inner.peek() == Some(tag::OID) && inner.oid().ok()? != set.curve().hash().oid() {
        return None;
    }
    // encryptionParamSet of old writers.
    if inner.peek() == Some(tag::OID) {
        inner.oid().ok()?;
    }
    inner.end().ok()?;
    let mut octets = Reader::new(key);
    let point = octets.expect(tag::OCTET_STRING).ok()?.value;
    octets.end().ok()?;
    (set.curve().size() == size && point.len() == 2 * size).then_some(Kind::Gost(set))
}

#[cfg(test)]
mod tests;
