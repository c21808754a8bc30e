//! Sealing of long contents: piece by piece, under a key of their own, in constant memory.
//!
//! The content is cut into segments of [`SEGMENT`] bytes, each sealed by AES-256-GCM under a nonce that counts the segments and tells the last
//! one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): none can be changed, moved, repeated or cut off. A key
//! seals one content and never another, so no nonce comes twice. Whoever destroys the key has destroyed the content, wherever copies lie.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::{KeyError, Keys};

/// Plain bytes of a full segment.
pub const SEGMENT: usize = 64 << 10;
const SEALED: usize = SEGMENT + MAX_TAG_LEN;
/// What is not longer gets no room for a whole segment.
const SHORT: usize = 4 << 10;

/// The key to one content.
pub struct ContentKey(Zeroizing<[u8; 32]>);

/// Nothing of it is shown.
impl std::fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ContentKey(..)")
    }
}

/// A content on its way in.
pub struct Sealing(Segments);

/// A content on its way out.
pub struct Opening(Segments);

struct Segments {
    key: LessSafeKey,
    count: u64,
    rest: Vec<u8>,
}

impl Keys {
    /// The key for one content, of random bytes that nothing else is made of, and the same sealed under the master key for the row that
    /// names the content; it opens in the same `context` only.
    pub fn content_key(&self, context: &str, random: [u8; 32]) -> (ContentKey, Vec<u8>) {
        let bytes = Zeroizing::new(random);
        let sealed = self.seal(context, &*bytes);
        (ContentKey(bytes), sealed)
    }

    /// Seals the same key once more, for another row that names the content; it opens in that row's `context` only.
    pub fn seal_content_key(&self, context: &str, key: &ContentKey) -> Vec<u8> {
        self.seal(context, &*key.0)
    }

    /// Opens what [`Self::content_key`] sealed.
    pub fn open_content_key(&self, context: &str, sealed: &[u8]) -> Result<ContentKey, KeyError> {
        let opened = self.open(context, sealed)?;
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| KeyError::Damaged)?;
        Ok(ContentKey(Zeroizing::new(bytes)))
    }
}

impl ContentKey {
    /// Begins to seal the content.
    pub fn sealing(&self) -> Sealing {
        Sealing(self.segments())
    }

    /// Begins to open the content.
    pub fn opening(&self) -> Opening {
        Opening(self.segments())
    }

    fn segments(&self) -> Segments {
        let key = UnboundKey::new(&AES_256_GCM, &*self.0).expect("AES-256 takes 32 bytes");
        Segments { key: LessSafeKey::new(key), count: 0, rest: Vec::new() }
    }
}

impl Sealing {
    /// Takes plain bytes; returns what is sealed by now.
    pub fn push(&mut self, mut plain: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        while let Some(segment) = self.0.fill(&mut plain, SEGMENT) {
            append(&mut out, self.0.seal(segment, false));
        }
        out
    }

    /// The end of it.
    pub fn finish(mut self) -> Vec<u8> {
        let last = std::mem::take(&mut self.0.rest);
        self.0.seal(last, true)
    }
}

impl Opening {
    /// Takes sealed bytes; returns what is opened by now.
    pub fn push(&mut self, mut sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut out = Vec::new();
        while let Some(segment) = self.0.fill(&mut sealed, SEALED) {
            append(&mut out, self.0.open(segment, false)?);
        }
        Ok(out)
    }

    /// The end of it; [`KeyError::Damaged`] where it is not the end that was sealed.
    pub fn finish(mut self) -> Result<Vec<u8>, KeyError> {
        let last = std::mem::take(&mut self.0.rest);
        self.0.open(last, true)
    }
}

/// Bytes at the end of others; the first ones are not copied.
fn append(out: &mut Vec<u8>, mut bytes: Vec<u8>) {
    if out.is_empty() {
        *out = bytes;
    } else {
        out.append(&mut bytes);
    }
}

impl Segments {
    /// A full segment of `length` bytes once there is a byte after it: without one it may be the last. What is left over waits.
    fn fill(&mut self, bytes: &mut &[u8], length: usize) -> Option<Vec<u8>> {
        let (now, later) = bytes.split_at(bytes.len().min(length - self.rest.len()));
        if self.rest.len() + now.len() > SHORT {
            // never more than a segment and its tag
            self.rest.reserve_exact(SEALED - self.rest.len());
        }
        self.rest.extend_from_slice(now);
        *bytes = later;
        (!later.is_empty()).then(|| std::mem::take(&mut self.rest))
    }

    fn nonce(&mut self, is_last: bool) -> Nonce {
        let mut nonce = [0; NONCE_LEN];
        nonce[..8].copy_from_slice(&self.count.to_be_bytes());
        nonce[NONCE_LEN - 1] = u8::from(is_last);
        self.count += 1;
        Nonce::assume_unique_for_key(nonce)
    }

    fn seal(&mut self, mut segment: Vec<u8>, is_last: bool) -> Vec<u8> {
        let nonce = self.nonce(is_last);
        self.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut segment).expect("AES-GCM seals what fits into memory");
        segment
    }

    fn open(&mut self, mut segment: Vec<u8>, is_last: bool) -> Result<Vec<u8>, KeyError> {
        let nonce = self.nonce(is_last);
        let length = self.key.open_in_place(nonce, Aad::empty(), &mut segment).map_err(|_| KeyError::Damaged)?.len();
        segment.truncate(length);
        Ok(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MasterKey;

    fn key() -> ContentKey {
        ContentKey(Zeroizing::new([7; 32]))
    }

    fn sealed(plain: &[u8], piece: usize) -> Vec<u8> {
        let mut sealing = key().sealing();
        let mut out: Vec<u8> = plain.chunks(piece.max(1)).flat_map(|piece| sealing.push(piece)).collect();
        out.extend(sealing.finish());
        out
    }

    fn opened(sealed: &[u8], piece: usize) -> Result<Vec<u8>, KeyError> {
        let mut opening = key().opening();
        let mut out = Vec::new();
        for piece in sealed.chunks(piece.max(1)) {
            out.extend(opening.push(piece)?);
        }
        out.extend(opening.finish()?);
        Ok(out)
    }

    #[test]
    fn contents_of_every_length_around_a_segment_come_back() {
        for length in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 7] {
            let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let sealed = sealed(&plain, 10_000);
            assert_eq!(sealed.len(), length + MAX_TAG_LEN * length.div_ceil(SEGMENT).max(1));
            assert_eq!(opened(&sealed, 9_999).unwrap(), plain, "{length}");
        }
    }

    #[test]
    fn nothing_can_be_cut_off_moved_or_repeated() {
        let plain = vec![1; 3 * SEGMENT];
        let whole = sealed(&plain, SEGMENT);
        assert!(opened(&whole[..2 * SEALED], SEALED).is_err(), "the end is missing");
        assert!(opened(&[&whole[SEALED..2 * SEALED], &whole[..SEALED], &whole[2 * SEALED..]].concat(), SEALED).is_err(), "moved");
        assert!(opened(&[&whole[..SEALED], &whole[..SEALED], &whole[SEALED..]].concat(), SEALED).is_err(), "repeated");
        assert!(opened(&[], 1).is_err(), "not even the end");
    }

    #[test]
    fn a_contents_key_opens_in_its_context_only() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::folder(folder.path(), &MasterKey::new([5; 32])).unwrap();
        let (first, sealed_key) = keys.content_key("page 1", [1; 32]);
        let mut sealing = first.sealing();
        let sealed = [sealing.push(b"scan"), sealing.finish()].concat();
        let mut opening = keys.open_content_key("page 1", &sealed_key).unwrap().opening();
        assert_eq!([opening.push(&sealed).unwrap(), opening.finish().unwrap()].concat(), b"scan");
        assert!(keys.open_content_key("page 2", &sealed_key).is_err());
        let again = keys.seal_content_key("page 2", &first);
        let mut opening = keys.open_content_key("page 2", &again).unwrap().opening();
        assert_eq!([opening.push(&sealed).unwrap(), opening.finish().unwrap()].concat(), b"scan");
        assert!(keys.open_content_key("page 1", &again).is_err());
        let (second, _) = keys.content_key("page 1", [2; 32]);
        let mut opening = second.opening();
        assert!(opening.push(&sealed).and_then(|_| opening.finish()).is_err(), "every content has a key of its own");
    }

    #[test]
    fn no_changed_byte_opens() {
        for length in [0, 100, SEGMENT, SEGMENT + 100] {
            let whole = sealed(&vec![9; length], SEGMENT);
            for at in (0..whole.len()).step_by(whole.len().div_ceil(97)) {
                let mut changed = whole.clone();
                changed[at] ^= 1;
                assert!(opened(&changed, SEGMENT).is_err(), "byte {at} of {length}");
            }
        }
    }
}
