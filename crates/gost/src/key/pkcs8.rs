//! Private keys as PKCS#8 (RFC 5208, RFC 5958), in every form that is met, written in one.
//!
//! What stands in the OCTET STRING, by those who write it:
//! - 32 or 64 bytes of the number, little-endian: OpenSSL's engine. This is what we write.
//! - The same inside another OCTET STRING: GnuTLS.
//! - The number as an INTEGER: old OpenSSL engines.
//! - A masked number, k·m₁⁻¹·m₂⁻¹… ‖ m₁ ‖ m₂ …, each little-endian (R 50.1.112-2016, RFC 9548 §4), bare or inside another OCTET STRING.

use der::asn1::{AnyRef, OctetStringRef};
use der::{Encode, Reader, SliceReader, Tag, TagNumber, Tagged};
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

use super::algorithm;
use crate::{KeyError, ParameterSet, PublicKey, SecretKey};

/// A number and at most so many masks.
const PARTS: usize = 9;

impl SecretKey {
    /// Reads a PKCS#8 PrivateKeyInfo. A public key inside it decides between readings, and must belong to the private one.
    ///
    /// # Errors
    /// [`KeyError::Encoding`], [`KeyError::Algorithm`], [`KeyError::Parameters`], [`KeyError::Length`], [`KeyError::Scalar`],
    /// [`KeyError::Pair`].
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let info = Info::read(der)?;
        let set = algorithm::read(&info.algorithm)?;
        // the key beside may be an OCTET STRING, as in certificates, or the bare bytes
        let public = info.public.map(|bits| PublicKey::from_bytes(set, algorithm::octets(bits).unwrap_or(bits))).transpose()?;
        Self::from_contents(set, info.key, public.as_ref())
    }

    /// Takes the contents of the OCTET STRING of a PKCS#8, and the public key where one is known. Where two readings are possible, which
    /// happens once in tens of thousands of bare keys, and no public key decides, the bytes are a bare key.
    ///
    /// # Errors
    /// [`KeyError::Length`], [`KeyError::Scalar`], [`KeyError::Pair`].
    pub fn from_contents(set: ParameterSet, contents: &[u8], public: Option<&PublicKey>) -> Result<Self, KeyError> {
        let mut refused = KeyError::Length;
        for number in readings(set, contents) {
            match Self::from_bytes(set, &number) {
                Ok(key) if belongs(&key, public)? => return Ok(key),
                Ok(_) => refused = KeyError::Pair,
                Err(KeyError::Length) => {}
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    /// Writes a PKCS#8 PrivateKeyInfo, as OpenSSL's engine does.
    ///
    /// # Errors
    /// [`KeyError::Encoding`], which a key of this type cannot cause.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let encode = || {
            let algorithm = algorithm::write(self.parameter_set())?;
            let number = self.to_bytes();
            let key = OctetStringRef::new(&number)?;
            let length = (0_u8.encoded_len()? + algorithm.encoded_len()? + key.encoded_len()?)?;
            let mut der = Zeroizing::new(Vec::with_capacity(256));
            der::Header::new(Tag::Sequence, length).encode(&mut *der)?;
            0_u8.encode(&mut *der)?;
            algorithm.encode(&mut *der)?;
            key.encode(&mut *der)?;
            Ok::<_, der::Error>(der)
        };
        encode().map_err(|_| KeyError::Encoding)
    }
}

fn belongs(key: &SecretKey, public: Option<&PublicKey>) -> Result<bool, KeyError> {
    public.map_or(Ok(true), |public| Ok(key.public_key()? == *public))
}

/// The numbers that the contents may mean, likeliest first.
fn readings(set: ParameterSet, contents: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut readings = Vec::new();
    readings.extend(bare(set, contents));
    if let Some(inner) = algorithm::octets(contents) {
        readings.extend(bare(set, inner));
    }
    readings.extend(integer(set, contents));
    readings
}

/// The number itself, or unmasked.
fn bare(set: ParameterSet, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let size = set.curve().size();
    if !bytes.len().is_multiple_of(size) || !(1..=PARTS).contains(&(bytes.len() / size)) {
        return None;
    }
    if bytes.len() == size { Some(Zeroizing::new(bytes.to_vec())) } else { set.curve().scheme().product(bytes) }
}

/// A big-endian INTEGER as little-endian bytes of full length.
fn integer(set: ParameterSet, contents: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let any: AnyRef<'_> = algorithm::whole(contents).ok()?;
    if any.tag() != Tag::Integer {
        return None;
    }
    // DER puts a zero before a first bit that is set: without it the number is negative
    let digits = any.value().strip_prefix(&[0]).unwrap_or_else(|| any.value());
    if any.value().first().is_none_or(|first| first & 0x80 != 0) {
        return None;
    }
    let mut number = Zeroizing::new(vec![0; set.curve().size()]);
    number.get_mut(..digits.len())?.copy_from_slice(digits);
    number.get_mut(..digits.len())?.reverse();
    Some(number)
}

/// The parts of a PrivateKeyInfo or OneAsymmetricKey.
struct Info<'a> {
    algorithm: AlgorithmIdentifierRef<'a>,
    key: &'a [u8],
    public: Option<&'a [u8]>,
}

impl<'a> Info<'a> {
    fn read(der: &'a [u8]) -> Result<Self, KeyError> {
        let whole: AnyRef<'a> = algorithm::whole(der)?;
        whole.sequence(Self::fields).map_err(|_| KeyError::Encoding)
    }

    fn fields(reader: &mut SliceReader<'a>) -> der::Result<Self> {
        let version: u8 = reader.decode()?;
        if version > 1 {
            return Err(Tag::Integer.value_error().into());
        }
        let algorithm = reader.decode()?;
        let key: &OctetStringRef = reader.decode()?;
        let mut public = None;
        while !reader.is_finished() {
            let any: AnyRef<'_> = reader.decode()?;
            match any.tag() {
                // attributes
                Tag::ContextSpecific { number: TagNumber(0), constructed: true } => {}
                // a BIT STRING without its own tag, whose first byte counts unused bits
                Tag::ContextSpecific { number: TagNumber(1), constructed: false } => public = any.value().strip_prefix(&[0]),
                tag => return Err(tag.unexpected_error(None).into()),
            }
        }
        Ok(Self { algorithm, key: key.as_bytes(), public })
    }
}
