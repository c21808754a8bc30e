//! The curves of GOST R 34.10-2012: nine of them, under fourteen names.

mod long;
mod short;

use crate::scheme::Scheme;

/// A curve with its base point. One curve may have several names: see [`ParameterSet`](crate::ParameterSet).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// The example of the standard with 256 bits: for test vectors, not for keys.
    Test256,
    /// CryptoPro-A, which is XchA and TC26 256-B too.
    CryptoProA,
    /// CryptoPro-B, which is TC26 256-C too.
    CryptoProB,
    /// CryptoPro-C, which is XchB and TC26 256-D too.
    CryptoProC,
    /// TC26 256-A, with a cofactor of four.
    Tc26A256,
    /// The example of the standard with 512 bits: for test vectors, not for keys.
    Test512,
    /// TC26 512-A.
    Tc26A512,
    /// TC26 512-B.
    Tc26B512,
    /// TC26 512-C, with a cofactor of four.
    Tc26C512,
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Test256,
        Self::CryptoProA,
        Self::CryptoProB,
        Self::CryptoProC,
        Self::Tc26A256,
        Self::Test512,
        Self::Tc26A512,
        Self::Tc26B512,
        Self::Tc26C512,
    ];

    /// The length in bytes of a coordinate, a private key, a digest and half a signature: 32 or 64.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Test256 | Self::CryptoProA | Self::CryptoProB | Self::CryptoProC | Self::Tc26A256 => 32,
            Self::Test512 | Self::Tc26A512 | Self::Tc26B512 | Self::Tc26C512 => 64,
        }
    }

    /// Whether this is an example of the standard, whose use for keys nobody should accept.
    #[must_use]
    pub fn is_test(self) -> bool {
        matches!(self, Self::Test256 | Self::Test512)
    }

    /// Tables of a curve are made at its first use, in about a millisecond with 256 bits, and in two to ten with 512.
    pub(crate) fn scheme(self) -> &'static dyn Scheme {
        match self {
            Self::Test256 => &*short::TEST,
            Self::CryptoProA => &*short::CRYPTO_PRO_A,
            Self::CryptoProB => &*short::CRYPTO_PRO_B,
            Self::CryptoProC => &*short::CRYPTO_PRO_C,
            Self::Tc26A256 => &*short::TC26_A,
            Self::Test512 => &*long::TEST,
            Self::Tc26A512 => &*long::TC26_A,
            Self::Tc26B512 => &*long::TC26_B,
            Self::Tc26C512 => &*long::TC26_C,
        }
    }
}

/// The numbers of a curve in the standard's form y² = x³ + a·x + b, with its base point (x, y).
struct Numbers<const N: usize> {
    a: [u64; N],
    b: [u64; N],
    x: [u64; N],
    y: [u64; N],
}

/// Names a prime and gives its value.
macro_rules! prime {
    ($name:ident, $words:literal, $hex:expr) => {
        #[derive(Clone, Copy)]
        pub(super) struct $name;

        impl $crate::field::Prime<$words> for $name {
            const PRIME: [u64; $words] = $crate::limbs::constant($hex);
        }
    };
}
use prime;

#[cfg(test)]
mod tests;
