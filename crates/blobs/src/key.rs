//! The random name of a blob.

use std::fmt;

use object_store::path::Path;
use serde::{Deserialize, Serialize};

/// The name of a blob: 16 random bytes, used once, shown as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BlobKey([u8; 16]);

/// The text is not a blob key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a blob key: 32 lower-case hexadecimal digits")]
pub struct BadKey;

impl BlobKey {
    /// Takes the caller's entropy. All 16 bytes have to be random (a UUIDv7 is not): the first two spread the blobs over folders.
    pub const fn new(entropy: [u8; 16]) -> Self {
        Self(entropy)
    }

    /// The 16 bytes.
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// Reads the shown form.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let mut bytes = [0; 16];
        if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
            return Err(BadKey);
        }
        hex::decode_to_slice(text, &mut bytes).map_err(|_| BadKey)?;
        Ok(Self(bytes))
    }

    /// Where the blob lies: `ab/cd/abcd…`.
    pub(crate) fn path(self) -> Path {
        let name = self.to_string();
        Path::from_iter([&name[..2], &name[2..4], &name])
    }

    /// The key of the blob that lies at `path`, if one of ours does.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let key = Self::parse(path.filename()?).ok()?;
        (key.path() == *path).then_some(key)
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<BlobKey> for String {
    fn from(key: BlobKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for BlobKey {
    type Error = BadKey;

    fn try_from(text: String) -> Result<Self, BadKey> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_from_its_text_and_from_its_place() {
        let key = BlobKey::new([0xab; 16]);
        assert_eq!(BlobKey::parse(&key.to_string()), Ok(key));
        assert_eq!(key.path().as_ref(), "ab/ab/abababababababababababababababab");
        assert_eq!(BlobKey::at(&key.path()), Some(key));
    }

    #[test]
    fn other_texts_and_places_are_no_keys() {
        for text in
            ["", "ab", "ABABABABABABABABABABABABABABABAB", "../../../../../../etc/passwd/.....", "abababababababababababababababab0"]
        {
            assert_eq!(BlobKey::parse(text), Err(BadKey), "{text}");
        }
        assert_eq!(BlobKey::at(&Path::from("ff/ab/abababababababababababababababab")), None);
    }
}
