//! Private keys in PKCS#8 (RFC 5208, RFC 5958): plain or under a password, in DER or PEM. Nothing is signed here: whoever holds the
//! key's means takes the bytes.

mod armour;

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RsaKeyPair};
use zeroize::Zeroizing;

use crate::asn1::{Reader, limits, tag, write};
use crate::sealed::{self, Chance, Cost, OpenError};
use crate::{Malformed, PublicKey, oid};

/// A private key: its PKCS#8, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey {
    der: Zeroizing<Vec<u8>>,
    identifier: Vec<u8>,
}

impl PrivateKey {
    /// Reads a PrivateKeyInfo in DER. Whether the key in it is one of ours, [`Self::public_key`] tells.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::KEYS)?;
        let mut reader = Reader::whole_sequence(der)?;
        if reader.small()? > 1 {
            return Err(Malformed("version"));
        }
        let identifier = reader.expect(tag::SEQUENCE)?.raw.to_vec();
        reader.expect(tag::OCTET_STRING)?;
        reader.optional(tag::context(0))?;
        reader.optional(tag::context_primitive(1))?;
        reader.end()?;
        Reader::whole_sequence(&identifier)?.oid()?;
        Ok(Self { der: Zeroizing::new(der.to_vec()), identifier })
    }

    /// Opens an EncryptedPrivateKeyInfo in DER.
    pub fn open(der: &[u8], password: &str) -> Result<Self, OpenError> {
        limits::check(der, limits::KEYS)?;
        Self::open_counted(der, password, &mut Cost::default())
    }

    pub(crate) fn open_counted(der: &[u8], password: &str, cost: &mut Cost) -> Result<Self, OpenError> {
        let mut reader = Reader::whole_sequence(der)?;
        let identifier = reader.expect(tag::SEQUENCE)?.raw;
        let bytes = reader.expect(tag::OCTET_STRING)?.value;
        reader.end()?;
        let plain = sealed::open(identifier, bytes, password, cost)?;
        // A wrong password passes the padding once in a few hundred times, and never the parser.
        Self::parse(&plain).map_err(|_| OpenError::Password)
    }

    /// EncryptedPrivateKeyInfo: AES-256-CBC under PBKDF2-HMAC-SHA-256.
    pub fn seal(&self, password: &str, iterations: u32, chance: &Chance) -> Result<Vec<u8>, OpenError> {
        let (identifier, bytes) = sealed::seal(&self.der, password, iterations, chance)?;
        Ok(write::sequence(&[&identifier, &write::octets(&bytes)]))
    }

    /// PKCS#8 in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The key's AlgorithmIdentifier in DER.
    pub fn identifier(&self) -> &[u8] {
        &self.identifier
    }

    /// The public key that goes with it; none for a key that is not one of ours or contradicts itself.
    pub fn public_key(&self) -> Option<PublicKey> {
        let mut identifier = Reader::whole_sequence(&self.identifier).ok()?;
        let bits = match (identifier.oid().ok()?, identifier.oid()) {
            (oid::EC_PUBLIC_KEY, Ok(oid::SECP256R1)) => {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.der).ok()?.public_key().as_ref().to_vec()
            }
            (oid::EC_PUBLIC_KEY, Ok(oid::SECP384R1)) => {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_ASN1_SIGNING, &self.der).ok()?.public_key().as_ref().to_vec()
            }
            (oid::GOST_KEY_256 | oid::GOST_KEY_512, _) => {
                let public = gost::SecretKey::from_pkcs8(&self.der).ok()?.public_key().ok()?;
                return PublicKey::parse(&public.to_spki().ok()?).ok();
            }
            (oid::RSA_ENCRYPTION, _) => RsaKeyPair::from_pkcs8(&self.der).ok()?.public_key().as_ref().to_vec(),
            _ => return None,
        };
        PublicKey::parse(&write::sequence(&[&self.identifier, &write::bits(&bits)])).ok()
    }
}

/// Nothing of the key.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

#[cfg(test)]
mod tests;
