//! The secret that an endpoint shares with us.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// A symmetric secret: 24 to 64 bytes, written as `whsec_` and Base64. Never printed by `Debug`.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// The text is not a secret of this form. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a secret: whsec_ and Base64 of 24 to 64 bytes")]
pub struct BadSecret;

impl Secret {
    /// Takes 32 random bytes of the caller's entropy.
    pub fn new(entropy: [u8; 32]) -> Self {
        Self(Zeroizing::new(entropy.to_vec()))
    }

    /// Reads the written form.
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX).ok_or(BadSecret)?).map(Zeroizing::new).map_err(|_| BadSecret)?;
        if (24..=64).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(BadSecret) }
    }

    /// The written form, to be shown to its owner once and to be sealed.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(&*self.0)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_and_not_printed() {
        let secret = Secret::new([7; 32]);
        let text = secret.reveal();
        assert_eq!(*Secret::parse(&text).expect("a secret").reveal(), *text);
        assert!(!format!("{secret:?}").contains(&text[6..12]));
    }

    #[test]
    fn other_forms_and_lengths_are_refused() {
        let of = |length: usize| format!("whsec_{}", STANDARD.encode(vec![1; length]));
        for text in ["", "whsec_", "whsk_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!", &of(23), &of(65)] {
            assert!(Secret::parse(text).is_err(), "{text}");
        }
        assert!(Secret::parse(&of(24)).is_ok() && Secret::parse(&of(64)).is_ok());
    }
}
