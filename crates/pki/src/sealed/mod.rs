//! Bytes sealed under a password: PBES2 (RFC 8018), with the Russian ciphers of RFC 9337 for opening; the same for PKCS#8 and PKCS#12.

pub(crate) mod aes;
pub(crate) mod gost28147;
mod pbkdf2;
mod russian;
mod streebog;

use const_oid::ObjectIdentifier;
use zeroize::Zeroizing;

pub(crate) use pbkdf2::{Cost, Pbkdf2, Prf, number};

use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

/// Most iterations of one key derivation.
pub const MOST_ITERATIONS: u32 = 1_000_000;
/// Most iterations of all derivations of one file: three of [`MOST_ITERATIONS`], for MAC, key and certificates, and one to spare.
pub const MOST_IN_ALL: u32 = 4 * MOST_ITERATIONS;

/// Why something sealed does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not what it should be.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The password is wrong, or the bytes were changed.
    #[error("the password is wrong")]
    Password,
    /// Sealed by something that is not opened here.
    #[error("sealed by {what} ({oid}), which is not opened here")]
    Unsupported {
        /// Its name, where it is known.
        what: &'static str,
        /// Its identifier.
        oid: ObjectIdentifier,
    },
    /// More iterations than [`MOST_ITERATIONS`] in one derivation, or than [`MOST_IN_ALL`] in the file.
    #[error("the password is to be hashed more often than allowed")]
    TooCostly,
}

/// Schemes that are not opened, by the names that people know them by.
const NAMED: [(&str, &str); 11] = [
    ("1.2.643.7.1.1.5.1.2", "Magma in CTR-ACPKM-OMAC"),
    ("1.2.643.7.1.1.5.2.2", "Kuznyechik in CTR-ACPKM-OMAC"),
    ("1.2.840.113549.1.5.3", "PBE-MD5-DES"),
    ("1.2.840.113549.1.5.10", "PBE-SHA1-DES"),
    ("1.2.840.113549.1.12.1.1", "PBE-SHA1-RC4-128"),
    ("1.2.840.113549.1.12.1.2", "PBE-SHA1-RC4-40"),
    ("1.2.840.113549.1.12.1.3", "PBE-SHA1-3DES"),
    ("1.2.840.113549.1.12.1.4", "PBE-SHA1-2DES"),
    ("1.2.840.113549.1.12.1.5", "PBE-SHA1-RC2-128"),
    ("1.2.840.113549.1.12.1.6", "PBE-SHA1-RC2-40"),
    ("1.2.840.113549.1.12.1.80", "CryptoPro's own container"),
];

pub(crate) fn unsupported(oid: ObjectIdentifier) -> OpenError {
    let text = oid.to_string();
    let what = NAMED.into_iter().find(|(known, _)| *known == text).map_or("an unknown scheme", |(_, name)| name);
    OpenError::Unsupported { what, oid }
}

/// Opens `sealed` by the scheme that `identifier` (an AlgorithmIdentifier in DER) tells.
pub(crate) fn open(identifier: &[u8], sealed: &[u8], password: &str, cost: &mut Cost) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut outer = Reader::whole_sequence(identifier)?;
    let scheme = outer.oid()?;
    if scheme != oid::PBES2 {
        return Err(unsupported(scheme));
    }
    let mut parameters = outer.sequence()?;
    outer.end()?;
    let derivation = Pbkdf2::parse(parameters.expect(tag::SEQUENCE)?.raw)?;
    let mut cipher = parameters.sequence()?;
    parameters.end()?;
    let cipher_oid = cipher.oid()?;
    if let Some(cipher) = aes::Cbc::parse(cipher_oid, cipher)? {
        let key = derivation.derive(password.as_bytes(), cipher.key_length(), cost)?;
        return cipher.open(&key, sealed);
    }
    let cipher = russian::Cipher::parse(cipher_oid, cipher)?.ok_or_else(|| unsupported(cipher_oid))?;
    let key = derivation.derive(password.as_bytes(), russian::KEY, cost)?;
    cipher.open(&key, sealed)
}

/// What chance the sealing of one thing takes.
#[derive(Debug, Clone, Copy)]
pub struct Chance {
    /// Of the key derivation.
    pub salt: [u8; 16],
    /// Of the cipher.
    pub iv: [u8; 16],
}

/// Seals by PBES2: AES-256-CBC under PBKDF2-HMAC-SHA-256. Answers AlgorithmIdentifier and sealed bytes.
pub(crate) fn seal(plain: &[u8], password: &str, iterations: u32, chance: &Chance) -> Result<(Vec<u8>, Vec<u8>), OpenError> {
    let derivation = Pbkdf2 { salt: chance.salt.to_vec(), iterations, length: None, prf: Prf::Sha256 };
    let cipher = aes::Cbc::new_256(chance.iv);
    let key = derivation.derive(password.as_bytes(), cipher.key_length(), &mut Cost::default())?;
    let sealed = cipher.seal(&key, plain)?;
    let parameters = write::sequence(&[&derivation.to_der(), &cipher.identifier()]);
    Ok((write::sequence(&[&write::oid(oid::PBES2), &parameters]), sealed))
}
