//! The Russian ciphers of PBES2 (RFC 9337 §7, RFC 9548): opened, never written. They have no padding and no check of their own.

use const_oid::ObjectIdentifier;
use kuznyechik::Kuznyechik;
use kuznyechik::cipher::{BlockCipherEncrypt, KeyInit};
use magma::{Gost89CryptoProA, Gost89CryptoProB, Gost89CryptoProC, Gost89CryptoProD, Magma};
use zeroize::Zeroizing;

use super::{OpenError, gost28147, unsupported};
use crate::asn1::{Reader, limits, tag};
use crate::{Malformed, oid};

/// Octets of every key.
pub(super) const KEY: usize = 32;
/// Octets under one key of CTR-ACPKM: as R 1323565.1.025-2019 has it, and as OpenSSL's engine does when nobody tells it.
const MAGMA_SECTIONS: [usize; 2] = [8 * 1024, 1024];
const KUZNYECHIK_SECTIONS: [usize; 2] = [256 * 1024, 4 * 1024];

/// A cipher with its parameters.
pub(super) enum Cipher {
    /// GOST 28147-89 by one of its tables.
    Feedback { set: ObjectIdentifier, iv: [u8; 8] },
    /// Magma in CTR-ACPKM.
    Magma { iv: [u8; 4] },
    /// Kuznyechik in CTR-ACPKM.
    Kuznyechik { iv: [u8; 8] },
}

impl Cipher {
    /// `reader` stands behind the identifier. `Ok(None)`: another cipher.
    pub(super) fn parse(oid: ObjectIdentifier, mut reader: Reader<'_>) -> Result<Option<Self>, Malformed> {
        if ![oid::GOST_28147, oid::MAGMA_CTR_ACPKM, oid::KUZNYECHIK_CTR_ACPKM].contains(&oid) {
            return Ok(None);
        }
        let mut inner = reader.sequence()?;
        reader.end()?;
        let material = inner.expect(tag::OCTET_STRING)?.value;
        let cipher = match oid {
            oid::GOST_28147 => {
                let iv = material.try_into().map_err(|_| Malformed("initialization vector"))?;
                Self::Feedback { set: inner.oid()?, iv }
            }
            // The rest of the key material is for the modes with a MAC.
            oid::MAGMA_CTR_ACPKM => Self::Magma { iv: first(material)? },
            _ => Self::Kuznyechik { iv: first(material)? },
        };
        inner.end()?;
        Ok(Some(cipher))
    }

    /// Opens what is a DER element inside: none of these ciphers can tell otherwise that the key is right, or the length of a section.
    pub(super) fn open(&self, key: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key: Zeroizing<[u8; KEY]> = Zeroizing::new(key.try_into().map_err(|_| Malformed("length of a derived key"))?);
        for attempt in 0..MAGMA_SECTIONS.len() {
            let mut bytes = Zeroizing::new(sealed.to_vec());
            self.apply(&key, attempt, &mut bytes)?;
            if limits::check(&bytes, limits::KEYS).is_ok() {
                return Ok(bytes);
            }
        }
        Err(OpenError::Password)
    }

    fn apply(&self, key: &Zeroizing<[u8; KEY]>, attempt: usize, bytes: &mut [u8]) -> Result<(), OpenError> {
        match self {
            Self::Feedback { set, iv } => match set.to_string().as_str() {
                "1.2.643.7.1.2.5.1.1" => gost28147::open(gost28147::param_z, key, *iv, bytes),
                "1.2.643.2.2.31.1" => gost28147::open(|key| Gost89CryptoProA::new(key.into()), key, *iv, bytes),
                "1.2.643.2.2.31.2" => gost28147::open(|key| Gost89CryptoProB::new(key.into()), key, *iv, bytes),
                "1.2.643.2.2.31.3" => gost28147::open(|key| Gost89CryptoProC::new(key.into()), key, *iv, bytes),
                "1.2.643.2.2.31.4" => gost28147::open(|key| Gost89CryptoProD::new(key.into()), key, *iv, bytes),
                _ => return Err(unsupported(*set)),
            },
            Self::Magma { iv } => counter(key, MAGMA_SECTIONS[attempt], 8, iv, bytes, magma),
            Self::Kuznyechik { iv } => counter(key, KUZNYECHIK_SECTIONS[attempt], 16, iv, bytes, kuznyechik),
        }
        Ok(())
    }
}

fn magma(key: &[u8; KEY], block: &[u8]) -> Vec<u8> {
    let mut out = [0; 8];
    out.copy_from_slice(block);
    Magma::new(key.into()).encrypt_block((&mut out).into());
    out.to_vec()
}

fn kuznyechik(key: &[u8; KEY], block: &[u8]) -> Vec<u8> {
    let mut out = [0; 16];
    out.copy_from_slice(block);
    Kuznyechik::new(key.into()).encrypt_block((&mut out).into());
    out.to_vec()
}

fn first<const N: usize>(material: &[u8]) -> Result<[u8; N], Malformed> {
    material.first_chunk::<N>().copied().ok_or(Malformed("key material"))
}

/// CTR-ACPKM (RFC 8645 §6.2.1): a counter, and a new key made of the old one after each section.
fn counter(
    key: &Zeroizing<[u8; KEY]>,
    section: usize,
    size: usize,
    iv: &[u8],
    bytes: &mut [u8],
    encrypt: impl Fn(&[u8; KEY], &[u8]) -> Vec<u8>,
) {
    let mut key = key.clone();
    let mut number = 0_u64;
    for (index, piece) in bytes.chunks_mut(section).enumerate() {
        if index > 0 {
            let constants: Vec<u8> = (0x80..0xa0).collect();
            let next: Zeroizing<Vec<u8>> = Zeroizing::new(constants.chunks_exact(size).flat_map(|block| encrypt(&key, block)).collect());
            key.copy_from_slice(&next);
        }
        for part in piece.chunks_mut(size) {
            let low = number.to_be_bytes();
            let block = [iv, &low[low.len() - (size - iv.len())..]].concat();
            part.iter_mut().zip(encrypt(&key, &block)).for_each(|(octet, gamma)| *octet ^= gamma);
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 1323565.1.017-2018, RFC 8645 appendix A.1: sections of 32 octets of Kuznyechik.
    #[test]
    fn the_example_of_ctr_acpkm_holds() {
        let key = Zeroizing::new(*b"\x88\x99\xaa\xbb\xcc\xdd\xee\xff\x00\x11\x22\x33\x44\x55\x66\x77\xfe\xdc\xba\x98\x76\x54\x32\x10\x01\x23\x45\x67\x89\xab\xcd\xef");
        let plain = concat!(
            "1122334455667700ffeeddccbbaa9988",
            "00112233445566778899aabbcceeff0a",
            "112233445566778899aabbcceeff0a00",
            "2233445566778899aabbcceeff0a0011"
        );
        let mut bytes = hex::decode(plain).expect("hex");
        counter(&key, 32, 16, &[0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xce, 0xf0], &mut bytes, kuznyechik);
        let expected = concat!(
            "f195d8bec10ed1dbd57b5fa240bda1b8",
            "85eee733f6a13e5df33ce4b33c45dee4",
            "4bceeb8f646f4c55001706275e85e800",
            "587c4df568d094393e4834afd0805046"
        );
        assert_eq!(hex::encode(bytes), expected);
    }
}
