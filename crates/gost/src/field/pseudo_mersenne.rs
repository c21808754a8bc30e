//! Arithmetic modulo a prime 2^(64·N) − `C` with a small `C`: what stands above the words comes back multiplied by `C`.
//!
//! A representation is any number of `N` words, canonical or not: only [`Modulus::leave`] subtracts the prime.
//!
//! What comes back may overflow once more, but only where the first sum lies within some hundreds of a power of two: by chance once in more
//! than 2¹⁸⁰ numbers. That share is added without a branch in the source, and nothing keeps the compiler from making one: it would tell
//! nothing. The first overflow is as likely as not, and goes through a [`Mask`].

use super::Modulus;
use crate::limbs::{self, Mask, multiply_add};

/// The prime 2^(64·N) − `C`, with `C` below 2³¹.
#[derive(Clone, Copy)]
pub(crate) struct PseudoMersenne<const C: u64>;

impl<const C: u64> PseudoMersenne<C> {
    const SMALL: () = assert!(C > 0 && C < 1 << 31);

    /// `C` after the second overflow, and 0 without one.
    #[inline(always)]
    fn rare(over: bool) -> u64 {
        C & u64::from(over).wrapping_neg()
    }

    /// `low + high·2^(64·N)` modulo the prime.
    #[inline(always)]
    fn fold<const N: usize>(mut low: [u64; N], high: &[u64; N]) -> [u64; N] {
        let () = Self::SMALL;
        let (mut carry, mut i) = (0, 0);
        while i < N {
            (low[i], carry) = multiply_add(high[i], C, low[i], carry);
            i += 1;
        }
        // at most C stands above: its share is below 2^62
        let (mut sum, over) = limbs::add_word(&low, carry * C);
        // after an overflow the sum is below C², so that its lowest word takes C without a carry
        sum[0] = sum[0].wrapping_add(Self::rare(over));
        sum
    }
}

impl<const N: usize, const C: u64> Modulus<N> for PseudoMersenne<C> {
    const MODULUS: [u64; N] = {
        let mut prime = [u64::MAX; N];
        prime[0] = C.wrapping_neg();
        prime
    };
    const ONE: [u64; N] = {
        let mut one = [0; N];
        one[0] = 1;
        one
    };

    #[inline]
    fn add(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let (sum, over) = limbs::add(left, right);
        let (mut sum, over) = limbs::add_word(&sum, Mask::when(u64::from(over)).keep(C));
        sum[0] = sum[0].wrapping_add(Self::rare(over));
        sum
    }

    #[inline]
    fn subtract(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let (difference, under) = limbs::subtract(left, right);
        let (mut difference, under) = limbs::subtract_word(&difference, Mask::when(u64::from(under)).keep(C));
        difference[0] = difference[0].wrapping_sub(Self::rare(under));
        difference
    }

    #[inline]
    fn multiply(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let (low, high) = limbs::multiply(left, right);
        Self::fold(low, &high)
    }

    #[inline]
    fn square(number: &[u64; N]) -> [u64; N] {
        let (low, high) = limbs::square(number);
        Self::fold(low, &high)
    }

    fn enter(words: &[u64; N]) -> [u64; N] {
        *words
    }

    fn enter_high(words: &[u64; N]) -> [u64; N] {
        Self::fold([0; N], words)
    }

    fn leave(number: &[u64; N]) -> [u64; N] {
        limbs::subtract_once(number, 0, &Self::MODULUS)
    }
}
