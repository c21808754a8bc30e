//! Sums of a multiple of the base point and a multiple of another point, both by public numbers: one chain of doublings for both.

use super::odd_multiples;
use crate::field::Field;
use crate::group::Model;
use crate::limbs::bits;

/// Digits of the base point's number are odd and below 2⁷, those of the other number odd and below 2⁴.
const BASE_WIDTH: usize = 8;
const POINT_WIDTH: usize = 5;

/// The longest number has 512 bits, and a digit may stand one place above.
const PLACES: usize = 513;

/// The odd multiples of one curve's base point.
pub(crate) struct Joint<M: Model> {
    odd: Vec<M::Entry>,
}

impl<M: Model> Joint<M> {
    pub(crate) fn new(model: &M, generator: &M::Public) -> Self {
        Self { odd: model.entries(&odd_multiples(model, generator, 1 << (BASE_WIDTH - 2))) }
    }

    /// `base_number · G + number · point`. The time tells the numbers.
    pub(crate) fn sum<S: Field>(&self, model: &M, base_number: &S::Words, number: &S::Words, point: &M::Public) -> M::Public {
        let base_digits = digits(base_number.as_ref(), BASE_WIDTH);
        let digits = digits(number.as_ref(), POINT_WIDTH);
        let odd: Vec<_> = odd_multiples(model, point, 1 << (POINT_WIDTH - 2)).iter().map(|point| model.cache(point)).collect();
        let mut sum = None;
        for (base_digit, digit) in base_digits.into_iter().zip(digits).rev() {
            let adds = base_digit != 0 || digit != 0;
            sum = sum.map(|sum| model.double(&sum, adds));
            if !adds {
                continue;
            }
            let mut here = sum.unwrap_or_else(|| model.neutral());
            if let Some(entry) = row(&self.odd, base_digit) {
                here = model.add_entry(&here, entry, base_digit < 0);
            }
            if let Some(point) = row(&odd, digit) {
                here = model.add_cached(&here, point, digit < 0);
            }
            sum = Some(here);
        }
        sum.unwrap_or_else(|| model.neutral())
    }
}

/// The row of a digit: nothing for 0.
fn row<T>(odd: &[T], digit: i8) -> Option<&T> {
    if digit == 0 { None } else { odd.get(usize::from(digit.unsigned_abs() / 2)) }
}

/// The number as a sum of digits, each odd or zero and below 2^(width − 1), of which any `width` neighbours hold at most one.
fn digits(number: &[u64], width: usize) -> [i8; PLACES] {
    let mut digits = [0; PLACES];
    let (mut carry, mut at) = (0, 0);
    while let Some(place) = digits.get_mut(at) {
        if bits(number, at, 1) == carry {
            at += 1;
            continue;
        }
        let digit = bits(number, at, width) + carry;
        carry = digit >> (width - 1);
        // below 2^(width − 1) in absolute value, which is at most 2^7
        *place = (digit as i16 - ((carry as i16) << width)) as i8;
        at += width;
    }
    digits
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use proptest::prelude::*;

    use super::*;

    fn value(digits: &[i8]) -> BigInt {
        digits.iter().rev().fold(BigInt::ZERO, |number, digit| number * 2 + *digit)
    }

    fn big(words: &[u64]) -> BigInt {
        words.iter().rev().fold(BigInt::ZERO, |number, word| (number << 64) + *word)
    }

    proptest! {
        #[test]
        fn digits_add_up_and_are_sparse(number: [u64; 8], width in 2_usize..9) {
            let digits = digits(&number, width);
            prop_assert_eq!(value(&digits), big(&number));
            prop_assert!(digits.iter().all(|digit| *digit == 0 || digit % 2 != 0));
            prop_assert!(digits.windows(width).all(|window| window.iter().filter(|digit| **digit != 0).count() <= 1));
        }
    }

    #[test]
    fn digits_of_extremes_add_up() {
        for number in [[u64::MAX; 8], [0; 8], [1, 0, 0, 0, 0, 0, 0, 1 << 63]] {
            assert_eq!(value(&digits(&number, BASE_WIDTH)), big(&number));
        }
    }
}
