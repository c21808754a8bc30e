//! Digest algorithms: one line each for identifier, name and length.

use aws_lc_rs::digest;
use const_oid::ObjectIdentifier;
use gost::Hash;

use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

/// A digest algorithm that signatures may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Digest {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// Streebog with 256 bits (GOST R 34.11-2012, RFC 6986).
    Streebog256,
    /// Streebog with 512 bits, another function, not a longer output.
    Streebog512,
}

impl Digest {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sha256, Self::Sha384, Self::Sha512, Self::Streebog256, Self::Streebog512];

    /// Name as shown to people and kept in rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Streebog256 => "GOST R 34.11-2012-256",
            Self::Streebog512 => "GOST R 34.11-2012-512",
        }
    }

    /// Object identifier.
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Streebog256 => oid::STREEBOG_256,
            Self::Streebog512 => oid::STREEBOG_512,
        }
    }

    /// Octets of output.
    pub const fn length(self) -> usize {
        match self {
            Self::Sha256 | Self::Streebog256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 | Self::Streebog512 => 64,
        }
    }

    /// Digest of `data`.
    pub fn of(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => digest::digest(&digest::SHA256, data).as_ref().to_vec(),
            Self::Sha384 => digest::digest(&digest::SHA384, data).as_ref().to_vec(),
            Self::Sha512 => digest::digest(&digest::SHA512, data).as_ref().to_vec(),
            Self::Streebog256 => Hash::Streebog256.digest(data),
            Self::Streebog512 => Hash::Streebog512.digest(data),
        }
    }

    /// AlgorithmIdentifier as we write it: without parameters (RFC 5754 §2).
    pub fn identifier(self) -> Vec<u8> {
        write::sequence(&[&write::oid(self.oid())])
    }

    /// Reads an AlgorithmIdentifier, parameters absent or NULL. `Ok(None)`: well-formed, but unknown.
    pub fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let mut inner = reader.sequence()?;
        let oid = inner.oid()?;
        let Some(digest) = Self::ALL.into_iter().find(|digest| digest.oid() == oid) else { return Ok(None) };
        if let Some(null) = inner.optional(tag::NULL)?
            && !null.value.is_empty()
        {
            return Err(Malformed("null"));
        }
        inner.end()?;
        Ok(Some(digest))
    }
}

/// A digest of a message that comes piece by piece.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Sha(digest::Context),
    Gost(gost::Hasher),
}

impl Hasher {
    /// Nothing hashed yet.
    pub fn new(digest: Digest) -> Self {
        let sha = |algorithm| State::Sha(digest::Context::new(algorithm));
        Self(match digest {
            Digest::Sha256 => sha(&digest::SHA256),
            Digest::Sha384 => sha(&digest::SHA384),
            Digest::Sha512 => sha(&digest::SHA512),
            Digest::Streebog256 => State::Gost(gost::Hasher::new(Hash::Streebog256)),
            Digest::Streebog512 => State::Gost(gost::Hasher::new(Hash::Streebog512)),
        })
    }

    /// The next piece.
    pub fn update(&mut self, piece: &[u8]) {
        match &mut self.0 {
            State::Sha(context) => context.update(piece),
            State::Gost(hasher) => hasher.update(piece),
        }
    }

    /// The digest of all pieces.
    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            State::Sha(context) => context.finish().as_ref().to_vec(),
            State::Gost(hasher) => hasher.finish(),
        }
    }
}

/// SHA-1, for thumbprints and key identifiers only.
pub fn sha1(data: &[u8]) -> [u8; 20] {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, data);
    digest.as_ref().try_into().expect("SHA-1 has twenty octets")
}

/// SHA-256.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    let digest = digest::digest(&digest::SHA256, data);
    digest.as_ref().try_into().expect("SHA-256 has thirty-two octets")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_back_and_has_its_length() {
        for digest in Digest::ALL {
            assert_eq!(Digest::read(&mut Reader::new(&digest.identifier())), Ok(Some(digest)));
            assert_eq!(digest.of(b"").len(), digest.length());
            let mut hasher = Hasher::new(digest);
            [&b"in "[..], b"", b"pieces"].into_iter().for_each(|piece| hasher.update(piece));
            assert_eq!(hasher.finish(), digest.of(b"in pieces"));
        }
        // RFC 6986 §10 prints numbers; octets go the other way round.
        let first = b"012345678901234567890123456789012345678901234567890123456789012";
        assert_eq!(hex::encode(Digest::Streebog256.of(first)), "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500");
    }
}
