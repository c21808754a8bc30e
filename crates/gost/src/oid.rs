//! Object identifiers of the algorithms.

use const_oid::ObjectIdentifier as Oid;

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

/// A key of GOST R 34.10-2012 with 256 bits.
pub const KEY_256: Oid = oid("1.2.643.7.1.1.1.1");
/// A key of GOST R 34.10-2012 with 512 bits.
pub const KEY_512: Oid = oid("1.2.643.7.1.1.1.2");
/// Streebog with 256 bits.
pub const STREEBOG_256: Oid = oid("1.2.643.7.1.1.2.2");
/// Streebog with 512 bits.
pub const STREEBOG_512: Oid = oid("1.2.643.7.1.1.2.3");
/// A signature with 256 bits over Streebog-256.
pub const SIGNATURE_256: Oid = oid("1.2.643.7.1.1.3.2");
/// A signature with 512 bits over Streebog-512.
pub const SIGNATURE_512: Oid = oid("1.2.643.7.1.1.3.3");
