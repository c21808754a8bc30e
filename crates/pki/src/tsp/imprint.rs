//! MessageImprint: the digest that is stamped.

use crate::asn1::{Reader, tag, write};
use crate::{Digest, Malformed};

/// A digest and its algorithm, in the asker's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    der: Vec<u8>,
    digest: Option<Digest>,
    value: Vec<u8>,
}

impl Imprint {
    /// Of a ready digest. `None` for a value of another length.
    pub fn new(digest: Digest, value: &[u8]) -> Option<Self> {
        let der = write::sequence(&[&digest.identifier(), &write::octets(value)]);
        (value.len() == digest.length()).then(|| Self { der, digest: Some(digest), value: value.to_vec() })
    }

    pub(super) fn parse(der: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::whole_sequence(der)?;
        let digest = Digest::read(&mut reader)?;
        let value = reader.expect(tag::OCTET_STRING)?.value.to_vec();
        reader.end()?;
        if digest.is_some_and(|digest| digest.length() != value.len()) {
            return Err(Malformed("length of an imprint"));
        }
        Ok(Self { der: der.to_vec(), digest, value })
    }

    /// Original bytes: a stamp repeats them as the asker wrote them.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The algorithm, if it is one that signatures may use.
    pub fn digest(&self) -> Option<Digest> {
        self.digest
    }

    /// The digest itself.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The same digest by the same known algorithm? Parameters may be absent or NULL.
    pub fn matches(&self, other: &Self) -> bool {
        self.der == other.der || (self.digest.is_some() && self.digest == other.digest && self.value == other.value)
    }
}
