//! Arithmetic modulo any odd prime by Montgomery's reduction: the orders of the groups, and primes of no special form.
//!
//! A representation is `number · R` modulo the prime with R = 2^(64·N), always below the prime.

use core::marker::PhantomData;

use super::Modulus;
use crate::limbs::{self, Mask, multiply_add};

/// An odd prime of at most `64·N` bits.
pub(crate) trait Prime<const N: usize>: Copy + Send + Sync + 'static {
    const PRIME: [u64; N];
}

/// How to reckon modulo the prime `P`.
#[derive(Clone, Copy)]
pub(crate) struct Montgomery<P>(PhantomData<P>);

impl<P> Montgomery<P> {
    /// −1 / prime modulo 2⁶⁴.
    const fn negative_inverse<const N: usize>() -> u64
    where
        P: Prime<N>,
    {
        // each of Newton's steps doubles the number of right bits
        let (mut inverse, mut step) = (1_u64, 0);
        while step < 6 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(P::PRIME[0].wrapping_mul(inverse)));
            step += 1;
        }
        inverse.wrapping_neg()
    }

    /// 2^`exponent` modulo the prime.
    const fn power_of_two<const N: usize>(exponent: usize) -> [u64; N]
    where
        P: Prime<N>,
    {
        let (mut power, mut i) = ([0; N], 0);
        power[0] = 1;
        while i < exponent {
            power = limbs::double_constant(&power, &P::PRIME);
            i += 1;
        }
        power
    }
}

impl<const N: usize, P: Prime<N>> Modulus<N> for Montgomery<P> {
    const MODULUS: [u64; N] = P::PRIME;
    const ONE: [u64; N] = Self::power_of_two(64 * N);

    #[inline]
    fn add(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let (sum, over) = limbs::add(left, right);
        limbs::subtract_once(&sum, u64::from(over), &P::PRIME)
    }

    #[inline]
    fn subtract(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let (difference, under) = limbs::subtract(left, right);
        let mask = Mask::when(u64::from(under));
        let prime = P::PRIME.map(|word| mask.keep(word));
        limbs::add(&difference, &prime).0
    }

    /// `left · right / R`. Right for any two numbers whose product is below prime · R: one of them may be unreduced.
    #[inline]
    fn multiply(left: &[u64; N], right: &[u64; N]) -> [u64; N] {
        let inverse = const { Self::negative_inverse() };
        let (mut sum, mut over) = ([0; N], 0_u64);
        let mut i = 0;
        while i < N {
            let (mut carry, mut j) = (0, 0);
            while j < N {
                (sum[j], carry) = multiply_add(left[i], right[j], sum[j], carry);
                j += 1;
            }
            let (top, first) = over.overflowing_add(carry);
            let factor = sum[0].wrapping_mul(inverse);
            (_, carry) = multiply_add(factor, P::PRIME[0], sum[0], 0);
            j = 1;
            while j < N {
                (sum[j - 1], carry) = multiply_add(factor, P::PRIME[j], sum[j], carry);
                j += 1;
            }
            let (top, second) = top.overflowing_add(carry);
            sum[N - 1] = top;
            over = u64::from(first) + u64::from(second);
            i += 1;
        }
        limbs::subtract_once(&sum, over, &P::PRIME)
    }

    #[inline]
    fn square(number: &[u64; N]) -> [u64; N] {
        Self::multiply(number, number)
    }

    fn enter(words: &[u64; N]) -> [u64; N] {
        Self::multiply(words, const { &Self::power_of_two(128 * N) })
    }

    fn enter_high(words: &[u64; N]) -> [u64; N] {
        Self::multiply(words, const { &Self::power_of_two(192 * N) })
    }

    fn leave(number: &[u64; N]) -> [u64; N] {
        let mut one = [0; N];
        one[0] = 1;
        Self::multiply(number, &one)
    }
}
