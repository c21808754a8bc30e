//! Arithmetic modulo a prime: coordinates of points, and scalars.

mod element;
mod inverse;
mod montgomery;
mod pseudo_mersenne;
#[cfg(test)]
mod tests;

use core::ops::{Add, Mul, Neg, Sub};

use zeroize::Zeroize;

pub(crate) use element::Element;
pub(crate) use montgomery::{Montgomery, Prime};
pub(crate) use pseudo_mersenne::PseudoMersenne;

use crate::limbs::Mask;

/// Coordinates modulo 2²⁵⁶ − 617: CryptoPro-A and TC26 256-A.
pub(crate) type Field256 = Element<PseudoMersenne<617>, 4>;
/// Coordinates modulo 2⁵¹² − 569: TC26 512-A and 512-C.
pub(crate) type Field512 = Element<PseudoMersenne<569>, 8>;

/// A number modulo a prime. All of it takes the same time for any value, except where a name says `vartime`.
pub(crate) trait Field:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Neg<Output = Self> + Zeroize + Send + Sync + 'static
{
    /// The canonical number: 4 or 8 words of 64 bits, least significant first.
    type Words: Copy + AsRef<[u64]> + AsMut<[u64]> + Zeroize + Send + Sync;

    const ZERO: Self;
    const ONE: Self;
    /// The prime.
    const MODULUS: Self::Words;
    /// How many bytes a number takes: 32 or 64.
    const BYTES: usize;

    fn square(self) -> Self;
    /// 1 / self, and 0 for 0.
    fn invert(self) -> Self;
    /// 1 / self, and 0 for 0; for public numbers.
    fn invert_vartime(self) -> Self;
    /// `when` where the mask is set, `otherwise` where it is not.
    fn pick(mask: Mask, otherwise: &Self, when: &Self) -> Self;
    /// Adds `candidate` to a sum of zeros where the mask is set: a step of a look-up that touches every row.
    fn gather(&mut self, mask: Mask, candidate: &Self);
    /// Any number of so many words, reduced.
    fn reduce(words: &Self::Words) -> Self;
    /// Any number in `BYTES` or `2·BYTES` little-endian bytes, reduced; nothing where there are more or fewer.
    fn reduce_le_bytes(bytes: &[u8]) -> Option<Self>;
    /// The canonical number.
    fn words(&self) -> Self::Words;
    /// A canonical number from little-endian bytes; nothing where it has another length or is not below the prime.
    fn from_le_bytes(bytes: &[u8]) -> Option<Self>;

    fn double(self) -> Self {
        self + self
    }

    fn triple(self) -> Self {
        self + self + self
    }

    /// Whether the two are one number. The answer itself is public.
    fn equals(self, other: Self) -> bool {
        (self - other).is_zero()
    }

    /// Whether this is zero. The answer itself is public.
    fn is_zero(&self) -> bool {
        self.words().as_ref().iter().fold(0, |all, word| all | word) == 0
    }

    /// A canonical number from big-endian bytes; nothing where it has another length or is not below the prime.
    fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        let mut turned = zeroize::Zeroizing::new([0; 64]);
        let turned = turned.get_mut(..bytes.len())?;
        turned.copy_from_slice(bytes);
        turned.reverse();
        Self::from_le_bytes(turned)
    }

    /// Appends the number, little-endian, `BYTES` long.
    fn append_le(&self, bytes: &mut Vec<u8>) {
        for word in self.words().as_ref() {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
    }

    /// Appends the number, big-endian, `BYTES` long.
    fn append_be(&self, bytes: &mut Vec<u8>) {
        for word in self.words().as_ref().iter().rev() {
            bytes.extend_from_slice(&word.to_be_bytes());
        }
    }
}

/// How numbers of `N` words are kept and reduced modulo one prime. The representation is the implementer's own.
pub(crate) trait Modulus<const N: usize>: Copy + Send + Sync + 'static {
    /// The prime.
    const MODULUS: [u64; N];
    /// The representation of 1.
    const ONE: [u64; N];

    fn add(left: &[u64; N], right: &[u64; N]) -> [u64; N];
    fn subtract(left: &[u64; N], right: &[u64; N]) -> [u64; N];
    fn multiply(left: &[u64; N], right: &[u64; N]) -> [u64; N];
    fn square(number: &[u64; N]) -> [u64; N];
    /// The representation of any number of `N` words.
    fn enter(words: &[u64; N]) -> [u64; N];
    /// The representation of `words · 2^(64·N)`, for any number of `N` words.
    fn enter_high(words: &[u64; N]) -> [u64; N];
    /// The canonical number of a representation.
    fn leave(number: &[u64; N]) -> [u64; N];
}
