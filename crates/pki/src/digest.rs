//! Digest algorithms: one line each for identifier, name and length.

use aws_lc_rs::digest;
use const_oid::ObjectIdentifier;

use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

/// A digest algorithm that signatures may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Digest {
    /// SHA-256 (FIPS 180-4).
    Sha256,
}

impl Digest {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Sha256];

    /// Name as shown to people and kept in rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
        }
    }

    /// Object identifier.
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => oid::SHA256,
        }
    }

    /// Octets of output.
    pub const fn length(self) -> usize {
        match self {
            Self::Sha256 => 32,
        }
    }

    /// Digest of `data`.
    pub fn of(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => digest::digest(&digest::SHA256, data).as_ref().to_vec(),
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
