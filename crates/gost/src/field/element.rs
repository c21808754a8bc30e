//! A number modulo a prime, as the formulas of curves use it: with operators.

use core::hint::black_box;
use core::marker::PhantomData;
use core::ops::{Add, Mul, Neg, Sub};

use zeroize::{Zeroize, Zeroizing};

use super::inverse::almost_inverse;
use super::{Field, Modulus};
use crate::limbs::{self, Mask};

/// A number modulo the prime of `M`, in the representation of `M`.
#[derive(Clone, Copy)]
pub(crate) struct Element<M, const N: usize> {
    words: [u64; N],
    modulus: PhantomData<M>,
}

impl<M: Modulus<N>, const N: usize> Element<M, N> {
    const fn of(words: [u64; N]) -> Self {
        Self { words, modulus: PhantomData }
    }

    /// The constant of a standard: any number of `N` words.
    pub(crate) fn new(words: [u64; N]) -> Self {
        Self::of(M::enter(&words))
    }
}

impl<M: Modulus<N>, const N: usize> Add for Element<M, N> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self::of(M::add(&self.words, &other.words))
    }
}

impl<M: Modulus<N>, const N: usize> Sub for Element<M, N> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::of(M::subtract(&self.words, &other.words))
    }
}

impl<M: Modulus<N>, const N: usize> Mul for Element<M, N> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self::of(M::multiply(&self.words, &other.words))
    }
}

impl<M: Modulus<N>, const N: usize> Neg for Element<M, N> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self::of(M::subtract(&[0; N], &self.words))
    }
}

impl<M, const N: usize> Zeroize for Element<M, N> {
    fn zeroize(&mut self) {
        self.words.zeroize();
    }
}

impl<M: Modulus<N>, const N: usize> Field for Element<M, N> {
    type Words = [u64; N];

    const ZERO: Self = Self::of([0; N]);
    const ONE: Self = Self::of(M::ONE);
    const MODULUS: [u64; N] = M::MODULUS;
    const BYTES: usize = 8 * N;

    #[inline]
    fn square(self) -> Self {
        Self::of(M::square(&self.words))
    }

    /// By Fermat: the power prime − 2, four bits of it at a time. The exponent is public, so branches on it tell nothing.
    fn invert(self) -> Self {
        let mut powers = Zeroizing::new([Self::ONE; 16]);
        for i in 1..16 {
            powers[i] = powers[i - 1] * self;
        }
        let exponent = limbs::subtract_word(&M::MODULUS, 2).0;
        let mut result = Self::ONE;
        for at in (0..16 * N).rev() {
            result = result.square().square().square().square();
            let digit = limbs::bits(&exponent, 4 * at, 4) as usize;
            if digit != 0 {
                result = result * powers[digit];
            }
        }
        result
    }

    fn invert_vartime(self) -> Self {
        if self.is_zero() {
            return self;
        }
        let (almost, exponent) = almost_inverse(&self.words(), &M::MODULUS);
        // 1/2 is (prime + 1)/2
        let half = Self::reduce(&limbs::halve(&M::MODULUS)) + Self::ONE;
        let share = (0..usize::BITS - exponent.leading_zeros()).rev().fold(Self::ONE, |power, bit| {
            let power = power.square();
            if (exponent >> bit) & 1 == 1 { power * half } else { power }
        });
        Self::reduce(&almost) * share
    }

    #[inline]
    fn pick(mask: Mask, otherwise: &Self, when: &Self) -> Self {
        Self::of(limbs::pick(mask, &otherwise.words, &when.words))
    }

    #[inline(always)]
    fn gather(&mut self, mask: Mask, candidate: &Self) {
        for (word, candidate) in self.words.iter_mut().zip(&candidate.words) {
            *word |= mask.keep(*candidate);
        }
    }

    fn reduce(words: &[u64; N]) -> Self {
        Self::of(M::enter(words))
    }

    fn reduce_le_bytes(bytes: &[u8]) -> Option<Self> {
        let (low, high) = bytes.split_at_checked(Self::BYTES)?;
        let low = Self::reduce(&limbs::from_le_bytes(low)?);
        if high.is_empty() {
            return Some(low);
        }
        Some(low + Self::of(M::enter_high(&limbs::from_le_bytes(high)?)))
    }

    fn words(&self) -> [u64; N] {
        M::leave(&self.words)
    }

    fn from_le_bytes(bytes: &[u8]) -> Option<Self> {
        let words = limbs::from_le_bytes(bytes)?;
        // told nothing of the prime, the compiler cannot compare word by word with branches between
        let (_, below) = limbs::subtract(&words, &black_box(M::MODULUS));
        below.then(|| Self::reduce(&words))
    }
}
