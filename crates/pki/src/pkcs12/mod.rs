//! PKCS#12 (RFC 7292): keys and certificates in one file under a password.
//!
//! Read: PBES2 with AES or the Russian ciphers (RFC 9548), MAC by PKCS#12's own derivation, by Streebog or by PBMAC1 (RFC 9579).
//! Written: AES-256-CBC, PBKDF2-HMAC-SHA-256, HMAC-SHA-256. Old ciphers (3DES, RC2) are refused by their names. DER only.

mod bag;
mod kdf;
mod mac;
mod read;
mod write;

pub use read::{Certified, Contents, Key};
pub use write::{Chances, Sealing, seal};

#[cfg(test)]
mod tests;
