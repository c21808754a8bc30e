//! The data file of the gateway.

use serde::Deserialize;

/// What is known without a file.
pub const BUILT_IN: &str = include_str!("../../data/sms.toml");

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The bearer token that is asked for; empty asks for none.
    pub token: String,
    /// Phones to which no message is taken.
    pub refused: Vec<Refused>,
}

/// A phone to which no message is taken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// In E.164.
    pub phone: String,
    /// Why, in a word.
    pub code: String,
}

impl Data {
    /// What is known without a file.
    pub fn built_in() -> Self {
        toml::from_str(BUILT_IN).expect("a test reads the built-in data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_data_can_be_read() {
        assert_eq!(Data::built_in().refused.len(), 2);
    }
}
