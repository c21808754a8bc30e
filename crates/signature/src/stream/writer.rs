//! Putting a content of any size into a detached CMS, in DER.

use pki::asn1::{tag, write};
use pki::{Digest, Hasher, Malformed, oid};

use crate::cms::attributes::SignedAttributes;
use crate::cms::ber;
use crate::cms::edit::Parts;
use crate::cms::read::SignedData;

/// Why there is no attached CMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The bytes are no detached CMS.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Less or more content came than was announced.
    #[error("the content is of another length")]
    Length,
    /// What came is not what was signed.
    #[error("the content is not the one that was signed")]
    Content,
}

/// A content on its way into a CMS: the caller writes [`Self::begin`]'s octets, the content piece by piece, then [`Self::finish`]'s.
pub struct Writer {
    left: u64,
    hashers: Vec<(Digest, Hasher)>,
    /// What each signer signed.
    signed: Vec<(Digest, Vec<u8>)>,
    tail: Vec<u8>,
}

impl Writer {
    /// Begins with a detached CMS and the length of its content; answers the octets before the content.
    pub fn begin(cms: &[u8], length: u64) -> Result<(Vec<u8>, Self), WriteError> {
        let der = ber::to_der(cms)?;
        let data = SignedData::parse(&der)?;
        if data.content.is_some() {
            return Err(Malformed("a content is inside already").into());
        }
        let mut signed = Vec::new();
        for signer in &data.signers {
            let attributes = signer.signed_attributes.map(SignedAttributes::parse).transpose()?;
            if let (Some(digest), Some(value)) = (signer.digest, attributes.and_then(|attributes| attributes.message_digest)) {
                signed.push((digest, value.to_vec()));
            }
        }
        let mut digests: Vec<Digest> = signed.iter().map(|(digest, _)| *digest).collect();
        digests.sort_unstable();
        digests.dedup();
        let (front, tail) = Parts::parse(&der)?.around_content();
        let head = head(&front, &write::oid(data.content_type), length, tail.len() as u64);
        let hashers = digests.into_iter().map(|digest| (digest, Hasher::new(digest))).collect();
        Ok((head, Self { left: length, hashers, signed, tail }))
    }

    /// The next piece of the content, which the caller writes as it is.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), WriteError> {
        self.left = self.left.checked_sub(piece.len() as u64).ok_or(WriteError::Length)?;
        self.hashers.iter_mut().for_each(|(_, hasher)| hasher.update(piece));
        Ok(())
    }

    /// The octets behind the content, if it was the one that every signer signed.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        if self.left != 0 {
            return Err(WriteError::Length);
        }
        let found: Vec<(Digest, Vec<u8>)> = self.hashers.into_iter().map(|(digest, hasher)| (digest, hasher.finish())).collect();
        if self.signed.iter().all(|signed| found.contains(signed)) { Ok(self.tail) } else { Err(WriteError::Content) }
    }
}

/// Headers from ContentInfo to the content's OCTET STRING, around parts of these lengths.
fn head(front: &[u8], content_type: &[u8], content: u64, tail: u64) -> Vec<u8> {
    let octets = header(tag::OCTET_STRING, content);
    let wrapping = header(tag::context(0), octets.len() as u64 + content);
    let inner = wrapping.len() as u64 + octets.len() as u64 + content;
    let encapsulated = header(tag::SEQUENCE, content_type.len() as u64 + inner);
    let data_length = front.len() as u64 + encapsulated.len() as u64 + content_type.len() as u64 + inner + tail;
    let data = header(tag::SEQUENCE, data_length);
    let wrapped = header(tag::context(0), data.len() as u64 + data_length);
    let kind = write::oid(oid::SIGNED_DATA);
    let info = header(tag::SEQUENCE, kind.len() as u64 + wrapped.len() as u64 + data.len() as u64 + data_length);
    [&info[..], &kind, &wrapped, &data, front, &encapsulated, content_type, &wrapping, &octets].concat()
}

/// A header in DER over so many octets.
fn header(tag: u8, length: u64) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => vec![tag, short],
        _ => {
            let octets = length.to_be_bytes();
            let significant = &octets[octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len() - 1)..];
            [&[tag, 0x80 | significant.len() as u8], significant].concat()
        }
    }
}
