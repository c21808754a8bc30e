//! Algorithms of keys that this house makes.

use serde::{Deserialize, Serialize};

/// What sort of key is made for somebody, and so how they sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyAlgorithm {
    /// GOST R 34.10-2012 with 256 bits.
    #[serde(rename = "GOST2012-256")]
    Gost256,
    /// GOST R 34.10-2012 with 512 bits.
    #[serde(rename = "GOST2012-512")]
    Gost512,
    /// ECDSA on P-256.
    #[serde(rename = "ECDSA-P256")]
    EcdsaP256,
    /// RSA with 3072 bits.
    #[serde(rename = "RSA")]
    Rsa,
}

impl KeyAlgorithm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gost256, Self::Gost512, Self::EcdsaP256, Self::Rsa];

    /// The published word, which stands in certificates and signatures too.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gost256 => "GOST2012-256",
            Self::Gost512 => "GOST2012-512",
            Self::EcdsaP256 => "ECDSA-P256",
            Self::Rsa => "RSA",
        }
    }

    /// The algorithm of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_is_kept_and_read_by_its_word() {
        for algorithm in KeyAlgorithm::ALL {
            assert_eq!(KeyAlgorithm::parse(algorithm.word()), Some(algorithm));
            assert_eq!(serde_json::to_string(&algorithm).unwrap(), format!("\"{}\"", algorithm.word()));
        }
        assert_eq!(KeyAlgorithm::parse("gost"), None);
    }
}
