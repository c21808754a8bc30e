//! Numbers of `N` words of 64 bits, least significant first: what both kinds of field are made of.
//!
//! Nothing here branches on, or looks up by, the value of a number, except where a name says `vartime`. Loops count by `while`, so that
//! the functions may also run at compile time; every index is below the constant `N`.

use core::hint::black_box;

/// All ones or all zeros: a decision taken without a branch.
#[derive(Clone, Copy)]
pub(crate) struct Mask(u64);

impl Mask {
    /// All ones where `bit` is 1. The compiler is kept from knowing that there are only two cases: it does make branches of them otherwise.
    #[inline(always)]
    pub(crate) fn when(bit: u64) -> Self {
        Self(black_box(bit & 1).wrapping_neg())
    }

    /// All ones where the two are equal.
    pub(crate) fn equal(left: u64, right: u64) -> Self {
        let difference = left ^ right;
        Self::when(((difference | difference.wrapping_neg()) >> 63) ^ 1)
    }

    /// `when` where the mask is set, and `otherwise` where it is not.
    #[inline(always)]
    pub(crate) fn pick(self, otherwise: u64, when: u64) -> u64 {
        otherwise ^ (self.0 & (otherwise ^ when))
    }

    /// `word` where the mask is set, and 0 where it is not.
    #[inline(always)]
    pub(crate) fn keep(self, word: u64) -> u64 {
        self.0 & word
    }
}

/// `left · right + addend + carry`, which always fits: the low word and the next carry.
#[inline(always)]
pub(crate) const fn multiply_add(left: u64, right: u64, addend: u64, carry: u64) -> (u64, u64) {
    let wide = (left as u128) * (right as u128) + (addend as u128) + (carry as u128);
    (wide as u64, (wide >> 64) as u64)
}

/// A word of a sum, and the next carry.
#[inline(always)]
const fn carrying_add(left: u64, right: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = left.overflowing_add(right);
    let (sum, second) = sum.overflowing_add(carry as u64);
    (sum, first | second)
}

/// A word of a difference, and the next borrow.
#[inline(always)]
const fn borrowing_sub(left: u64, right: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = left.overflowing_sub(right);
    let (difference, second) = difference.overflowing_sub(borrow as u64);
    (difference, first | second)
}

/// The sum, and whether it went beyond `N` words.
#[inline(always)]
pub(crate) const fn add<const N: usize>(left: &[u64; N], right: &[u64; N]) -> ([u64; N], bool) {
    let (mut sum, mut carry, mut i) = ([0; N], false, 0);
    while i < N {
        (sum[i], carry) = carrying_add(left[i], right[i], carry);
        i += 1;
    }
    (sum, carry)
}

/// The difference, and whether it went below zero.
#[inline(always)]
pub(crate) const fn subtract<const N: usize>(left: &[u64; N], right: &[u64; N]) -> ([u64; N], bool) {
    let (mut difference, mut borrow, mut i) = ([0; N], false, 0);
    while i < N {
        (difference[i], borrow) = borrowing_sub(left[i], right[i], borrow);
        i += 1;
    }
    (difference, borrow)
}

/// `number + word`, and whether it went beyond `N` words.
#[inline(always)]
pub(crate) const fn add_word<const N: usize>(number: &[u64; N], word: u64) -> ([u64; N], bool) {
    let mut sum = *number;
    let (mut carry, mut i) = (false, 1);
    (sum[0], carry) = carrying_add(sum[0], word, carry);
    while i < N {
        (sum[i], carry) = carrying_add(sum[i], 0, carry);
        i += 1;
    }
    (sum, carry)
}

/// `number − word`, and whether it went below zero.
#[inline(always)]
pub(crate) const fn subtract_word<const N: usize>(number: &[u64; N], word: u64) -> ([u64; N], bool) {
    let mut difference = *number;
    let (mut borrow, mut i) = (false, 1);
    (difference[0], borrow) = borrowing_sub(difference[0], word, borrow);
    while i < N {
        (difference[i], borrow) = borrowing_sub(difference[i], 0, borrow);
        i += 1;
    }
    (difference, borrow)
}

/// The product of two numbers: its low and its high half.
#[inline(always)]
pub(crate) const fn multiply<const N: usize>(left: &[u64; N], right: &[u64; N]) -> ([u64; N], [u64; N]) {
    let (mut low, mut high, mut i) = ([0; N], [0; N], 0);
    while i < N {
        let (word, mut carry) = multiply_add(left[i], right[0], high[0], 0);
        low[i] = word;
        let mut j = 1;
        while j < N {
            (high[j - 1], carry) = multiply_add(left[i], right[j], high[j], carry);
            j += 1;
        }
        high[N - 1] = carry;
        i += 1;
    }
    (low, high)
}

/// A number of `2·N` words under construction.
struct Wide<const N: usize> {
    low: [u64; N],
    high: [u64; N],
}

impl<const N: usize> Wide<N> {
    #[inline(always)]
    const fn get(&self, i: usize) -> u64 {
        if i < N { self.low[i] } else { self.high[i - N] }
    }

    #[inline(always)]
    const fn set(&mut self, i: usize, word: u64) {
        if i < N {
            self.low[i] = word;
        } else {
            self.high[i - N] = word;
        }
    }
}

/// The square of a number: its low and its high half. Mixed products are computed once and doubled.
#[inline(always)]
pub(crate) const fn square<const N: usize>(number: &[u64; N]) -> ([u64; N], [u64; N]) {
    let mut wide = Wide { low: [0; N], high: [0; N] };
    let mut i = 0;
    while i + 1 < N {
        let (mut carry, mut j) = (0, i + 1);
        while j < N {
            let word;
            (word, carry) = multiply_add(number[i], number[j], wide.get(i + j), carry);
            wide.set(i + j, word);
            j += 1;
        }
        wide.set(i + N, carry);
        i += 1;
    }
    let (mut top, mut i) = (0, 0);
    while i < 2 * N {
        let word = wide.get(i);
        wide.set(i, (word << 1) | top);
        top = word >> 63;
        i += 1;
    }
    let (mut carry, mut i) = (false, 0);
    while i < N {
        let product = (number[i] as u128) * (number[i] as u128);
        let word;
        (word, carry) = carrying_add(wide.get(2 * i), product as u64, carry);
        wide.set(2 * i, word);
        let word;
        (word, carry) = carrying_add(wide.get(2 * i + 1), (product >> 64) as u64, carry);
        wide.set(2 * i + 1, word);
        i += 1;
    }
    (wide.low, wide.high)
}

/// `when` where the mask is set, `otherwise` where it is not.
#[inline(always)]
pub(crate) fn pick<const N: usize>(mask: Mask, otherwise: &[u64; N], when: &[u64; N]) -> [u64; N] {
    core::array::from_fn(|i| mask.pick(otherwise[i], when[i]))
}

/// The number without a multiple of `modulus`, where it is below twice the modulus: `over` is what stands above its `N` words.
#[inline(always)]
pub(crate) fn subtract_once<const N: usize>(number: &[u64; N], over: u64, modulus: &[u64; N]) -> [u64; N] {
    let (reduced, borrow) = subtract(number, modulus);
    // the unreduced number stays where there is a borrow that nothing above it pays
    pick(Mask::when(u64::from(borrow) & (over ^ 1)), &reduced, number)
}

/// Twice the number, without the modulus where that is below; for constants, at compile time.
pub(crate) const fn double_constant<const N: usize>(number: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let (double, over) = add(number, number);
    let (reduced, borrow) = subtract(&double, modulus);
    if borrow && !over { double } else { reduced }
}

/// Half of a number, rounded down.
pub(crate) fn halve<const N: usize>(number: &[u64; N]) -> [u64; N] {
    core::array::from_fn(|i| (number[i] >> 1) | (number.get(i + 1).copied().unwrap_or(0) << 63))
}

/// A number from little-endian bytes, or nothing where there are not exactly `8·N` of them.
pub(crate) fn from_le_bytes<const N: usize>(bytes: &[u8]) -> Option<[u64; N]> {
    let (words, rest) = bytes.as_chunks::<8>();
    if words.len() != N || !rest.is_empty() {
        return None;
    }
    let mut number = [0; N];
    for (word, bytes) in number.iter_mut().zip(words) {
        *word = u64::from_le_bytes(*bytes);
    }
    Some(number)
}

/// The bits from `at` on, as many as `width` says (at most 32): zeros beyond the end. Both arguments are public.
#[inline(always)]
pub(crate) fn bits(number: &[u64], at: usize, width: usize) -> u64 {
    let (word, shift) = (at / 64, at % 64);
    let low = number.get(word).copied().unwrap_or(0) >> shift;
    let high = if shift == 0 { 0 } else { number.get(word + 1).copied().unwrap_or(0) << (64 - shift) };
    (low | high) & ((1 << width) - 1)
}

/// A constant written in hexadecimal as the standards print it, most significant digit first. Compile time only: a wrong digit or one too
/// many is a compile error.
pub(crate) const fn constant<const N: usize>(hex: &str) -> [u64; N] {
    let (digits, mut number, mut i) = (hex.as_bytes(), [0; N], 0);
    while i < digits.len() {
        let digit = match digits[i] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'A'..=b'F' => digit - b'A' + 10,
            _ => panic!("a digit of a constant is not hexadecimal"),
        };
        let place = digits.len() - 1 - i;
        number[place / 16] |= (digit as u64) << (place % 16 * 4);
        i += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    fn big(words: &[u64]) -> BigUint {
        words.iter().rev().fold(BigUint::ZERO, |number, word| (number << 64) + *word)
    }

    fn wide<const N: usize>((low, high): ([u64; N], [u64; N])) -> BigUint {
        (big(&high) << (64 * N)) + big(&low)
    }

    proptest! {
        #[test]
        fn products_and_squares_agree_with_another_library(a: [u64; 4], b: [u64; 4], c: [u64; 8], d: [u64; 8]) {
            prop_assert_eq!(wide(multiply(&a, &b)), big(&a) * big(&b));
            prop_assert_eq!(wide(multiply(&c, &d)), big(&c) * big(&d));
            prop_assert_eq!(wide(square(&a)), big(&a).pow(2));
            prop_assert_eq!(wide(square(&c)), big(&c).pow(2));
        }

        #[test]
        fn bits_agree_with_shifting(a: [u64; 4], at in 0_usize..300, width in 1_usize..9) {
            prop_assert_eq!(BigUint::from(bits(&a, at, width)), (big(&a) >> at) & BigUint::from((1_u64 << width) - 1));
        }
    }

    #[test]
    fn extremes_of_words_do_not_overflow() {
        let most = [u64::MAX; 8];
        assert_eq!(wide(multiply(&most, &most)), big(&most).pow(2));
        assert_eq!(wide(square(&most)), big(&most).pow(2));
        assert_eq!(add_word(&most, 1), ([0; 8], true));
        assert_eq!(subtract_word(&[0; 8], 1), (most, true));
    }

    #[test]
    fn a_mask_is_all_or_nothing() {
        assert_eq!((Mask::when(1).pick(5, 9), Mask::when(0).pick(5, 9)), (9, 5));
        assert_eq!((Mask::equal(7, 7).keep(3), Mask::equal(7, 1 << 63).keep(3), Mask::equal(0, 1).keep(3)), (3, 0, 0));
    }

    #[test]
    fn a_constant_reads_as_printed() {
        assert_eq!(constant::<2>("123456789ABCDEF0F"), [0x2345_6789_ABCD_EF0F, 1]);
    }
}
