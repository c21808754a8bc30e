//! The rows of the matrix: every parameter set that certificates bear, and the two foreign families.

use gost::ParameterSet;
use pki::fixture::Pair;

/// Whose keys a row has.
#[derive(Debug, Clone, Copy)]
pub enum Row {
    /// Of a set of GOST R 34.10-2012.
    Gost(ParameterSet),
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// RSA with 3072 bits.
    Rsa3072,
}

impl Row {
    /// All of them; the sets of test vectors are no rows, because nobody may use them.
    pub fn all() -> impl Iterator<Item = Self> {
        let sets = ParameterSet::ALL.into_iter().filter(|set| !set.curve().is_test()).map(Self::Gost);
        sets.chain([Self::P256, Self::P384, Self::Rsa3072])
    }

    /// The folder's name.
    pub fn name(self) -> String {
        match self {
            Self::Gost(set) => format!("{set:?}"),
            other => format!("{other:?}"),
        }
    }

    /// A fresh key.
    pub fn pair(self) -> Pair {
        match self {
            Self::Gost(set) => Pair::gost(set),
            Self::P256 => Pair::p256(),
            Self::P384 => Pair::p384(),
            Self::Rsa3072 => Pair::rsa(),
        }
    }
}
