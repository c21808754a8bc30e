//! Free text that people type: bounded, trimmed, without control characters.

use crate::code::{self, Code};

/// Makes a newtype over `String` that is built by parsing alone, also when it is read from JSON.
macro_rules! parsed_text {
    ($(#[$doc:meta])* $name:ident, $parse:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Parses; the error is the published code.
            pub fn parse(text: &str) -> Result<Self, crate::code::Code> {
                let parse: fn(&str) -> Result<String, crate::code::Code> = $parse;
                parse(text).map(Self)
            }

            /// The canonical form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).map_err(|code| code.id.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use parsed_text;

/// Trims, forbids control characters and bounds the length in characters.
pub(crate) fn bounded(text: &str, most: usize) -> Result<String, Code> {
    let text = text.trim();
    if text.is_empty() {
        return Err(code::FIELD_REQUIRED);
    }
    if text.chars().count() > most {
        return Err(code::VALUE_TOO_LONG);
    }
    if text.chars().any(char::is_control) {
        return Err(code::VALUE_INVALID);
    }
    Ok(text.to_owned())
}

parsed_text! {
    /// Why somebody refuses or revokes, in their own words: 1–1000 characters.
    Reason, |text| bounded(text, 1000)
}

parsed_text! {
    /// A name of a company, a post: 1–255 characters.
    Title, |text| bounded(text, 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_is_trimmed_and_bounded() {
        assert_eq!(Title::parse("  ООО «Ёлка № 1» ").unwrap().as_str(), "ООО «Ёлка № 1»");
        assert_eq!(Title::parse("   "), Err(code::FIELD_REQUIRED));
        assert_eq!(Title::parse(&"я".repeat(256)), Err(code::VALUE_TOO_LONG));
        assert_eq!(Title::parse("a\u{0}b"), Err(code::VALUE_INVALID));
    }
}
