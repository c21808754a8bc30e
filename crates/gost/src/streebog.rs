//! Streebog, the digest of GOST R 34.11-2012 (RFC 6986). Its two lengths are two functions: neither is a part of the other.

use const_oid::ObjectIdentifier;
use streebog::{Digest, Streebog256, Streebog512};

use crate::{Curve, oid};

/// One of the two functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hash {
    /// 32 bytes.
    Streebog256,
    /// 64 bytes.
    Streebog512,
}

impl Hash {
    /// The digest of a message, in the order of bytes that signatures, certificates and CMS want.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.update(message);
        hasher.finish()
    }

    /// The identifier of the function.
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Streebog256 => oid::STREEBOG_256,
            Self::Streebog512 => oid::STREEBOG_512,
        }
    }
}

impl Curve {
    /// The function whose digests a key of this curve signs.
    #[must_use]
    pub fn hash(self) -> Hash {
        if self.size() == 32 { Hash::Streebog256 } else { Hash::Streebog512 }
    }
}

/// A digest of a message that comes piece by piece.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Short(Box<Streebog256>),
    Long(Box<Streebog512>),
}

impl Hasher {
    /// Begins a message.
    #[must_use]
    pub fn new(hash: Hash) -> Self {
        Self(match hash {
            Hash::Streebog256 => State::Short(Box::default()),
            Hash::Streebog512 => State::Long(Box::default()),
        })
    }

    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        match &mut self.0 {
            State::Short(state) => state.update(piece),
            State::Long(state) => state.update(piece),
        }
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            State::Short(state) => state.finalize().to_vec(),
            State::Long(state) => state.finalize().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6986 prints numbers, most significant byte first; the bytes of messages and digests go the other way.
    fn turned(hex: &str) -> Vec<u8> {
        let mut bytes = hex::decode(hex).unwrap();
        bytes.reverse();
        bytes
    }

    #[test]
    fn the_examples_of_rfc_6986_hold() {
        let first = turned(
            "323130393837363534333231303938373635343332313039383736353433323130393837363534333231303938373635343332313039383736353433323130",
        );
        assert_eq!(
            Hash::Streebog512.digest(&first),
            turned(concat!(
                "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00",
                "fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b"
            ))
        );
        assert_eq!(Hash::Streebog256.digest(&first), turned("00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d"));
        let second = turned(concat!(
            "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202c",
            "e8f0f2e5e220e5d1"
        ));
        assert_eq!(
            Hash::Streebog512.digest(&second),
            turned(concat!(
                "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f03",
                "7613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e"
            ))
        );
        assert_eq!(Hash::Streebog256.digest(&second), turned("508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d"));
    }

    #[test]
    fn pieces_make_the_same_digest() {
        let mut hasher = Hasher::new(Hash::Streebog512);
        hasher.update(b"one ");
        hasher.update(b"message");
        assert_eq!(hasher.finish(), Hash::Streebog512.digest(b"one message"));
    }
}
