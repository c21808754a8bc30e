//! The laws of both kinds of field, against another library of numbers.

use num_bigint::BigUint;
use proptest::prelude::*;

use super::*;
use crate::limbs::constant;

#[derive(Clone, Copy)]
struct Order;

/// The order of CryptoPro-A: close to a power of two.
impl Prime<4> for Order {
    const PRIME: [u64; 4] = constant("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893");
}

#[derive(Clone, Copy)]
struct Short;

/// The order of TC26 256-A: two bits shorter than its words.
impl Prime<4> for Short {
    const PRIME: [u64; 4] = constant("400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67");
}

#[derive(Clone, Copy)]
struct Long;

/// The prime of TC26 512-B.
impl Prime<8> for Long {
    const PRIME: [u64; 8] = constant(concat!(
        "8000000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000000000000000000000000000000000000000006F"
    ));
}

fn big<W: AsRef<[u64]>>(words: &W) -> BigUint {
    words.as_ref().iter().rev().fold(BigUint::ZERO, |number, word| (number << 64) + *word)
}

/// Every operation, on numbers that need not be below the prime.
fn laws<F: Field>(a: &F::Words, b: &F::Words) {
    let p = big(&F::MODULUS);
    let (x, y) = (F::reduce(a), F::reduce(b));
    let (a, b) = (big(a) % &p, big(b) % &p);
    let is = |field: F, number: BigUint| assert_eq!(big(&field.words()), number % &p);
    is(x, a.clone());
    is(x + y, &a + &b);
    is(x - y, &a + &p - &b);
    is(-x, &p - &a);
    is(x * y, &a * &b);
    is(x.square(), &a * &a);
    is(x.double(), &a * 2_u32);
    is(x.triple(), &a * 3_u32);
    is(x.invert(), a.modpow(&(&p - 2_u32), &p));
    is(x.invert_vartime(), a.modpow(&(&p - 2_u32), &p));
    is(F::pick(Mask::when(1), &x, &y), b.clone());
    is(F::pick(Mask::when(0), &x, &y), a.clone());
    // numbers that have been through lazy operations
    is((x - y) * (x + y) - (y + y), (&a * &a + &p * &p + &p * 2_u32 - &b * &b) + (&p - &b) + (&p - &b));
    assert_eq!(x.equals(y), a == b);
    assert_eq!(x.is_zero(), a == BigUint::ZERO);
    let (mut le, mut be) = (Vec::new(), Vec::new());
    x.append_le(&mut le);
    x.append_be(&mut be);
    assert_eq!(BigUint::from_bytes_le(&le), a);
    is(F::from_le_bytes(&le).unwrap(), a.clone());
    is(F::from_be_bytes(&be).unwrap(), a.clone());
    let wide = [le.clone(), le].concat();
    is(F::reduce_le_bytes(&wide).unwrap(), BigUint::from_bytes_le(&wide));
}

fn short_laws(a: [u64; 4], b: [u64; 4]) {
    laws::<Field256>(&a, &b);
    laws::<Element<Montgomery<Order>, 4>>(&a, &b);
    laws::<Element<Montgomery<Short>, 4>>(&a, &b);
}

fn long_laws(a: [u64; 8], b: [u64; 8]) {
    laws::<Field512>(&a, &b);
    laws::<Element<Montgomery<Long>, 8>>(&a, &b);
}

proptest! {
    #[test]
    fn laws_hold_for_any_numbers(a: [u64; 4], b: [u64; 4], c: [u64; 8], d: [u64; 8]) {
        short_laws(a, b);
        long_laws(c, d);
    }
}

#[test]
fn laws_hold_at_the_edges() {
    let edges = |low: u64, high: u64| {
        let of = move |first: u64| (first, high);
        [of(low), of(low.wrapping_sub(1)), of(low.wrapping_add(1)), of(low.wrapping_add(600)), of(0), of(1), of(u64::MAX)]
    };
    let mut ends = Vec::new();
    for high in [0, u64::MAX] {
        ends.extend(edges(617_u64.wrapping_neg(), high));
        ends.extend(edges(569_u64.wrapping_neg(), high));
    }
    for (first, rest) in &ends {
        for (other_first, other_rest) in &ends {
            let (mut a, mut b) = ([*rest; 4], [*other_rest; 4]);
            (a[0], b[0]) = (*first, *other_first);
            short_laws(a, b);
            let (mut a, mut b) = ([*rest; 8], [*other_rest; 8]);
            (a[0], b[0]) = (*first, *other_first);
            long_laws(a, b);
        }
    }
}

#[test]
fn only_canonical_bytes_of_the_right_length_are_read() {
    let mut prime = Vec::new();
    for word in <Field256 as Field>::MODULUS {
        prime.extend_from_slice(&word.to_le_bytes());
    }
    assert!(Field256::from_le_bytes(&prime).is_none());
    prime[0] -= 1;
    assert!(Field256::from_le_bytes(&prime).is_some());
    assert!(Field256::from_le_bytes(&prime[1..]).is_none());
    assert!(Field256::from_be_bytes(&[0; 33]).is_none());
    assert!(Field256::from_be_bytes(&[0; 65]).is_none());
    assert!(Field256::reduce_le_bytes(&[0; 33]).is_none());
    assert!(Field256::reduce_le_bytes(&[0; 31]).is_none());
}

#[test]
fn a_wiped_number_is_zero() {
    let mut number = Field256::new([7; 4]);
    number.zeroize();
    assert!(number.is_zero());
}
