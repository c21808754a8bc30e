//! The constants of the curves, and the arithmetic over them, against another library of numbers.

use num_bigint::BigUint;

use super::*;

/// A curve by the textbook, over numbers of another library.
struct Textbook {
    p: BigUint,
    q: BigUint,
    a: BigUint,
    b: BigUint,
    g: (BigUint, BigUint),
}

fn big(words: &[u64]) -> BigUint {
    words.iter().rev().fold(BigUint::ZERO, |number, word| (number << 64) + *word)
}

fn textbook<const N: usize>(numbers: &Numbers<N>, p: BigUint, q: BigUint) -> Textbook {
    let Numbers { a, b, x, y } = numbers;
    Textbook { p, q, a: big(a), b: big(b), g: (big(x), big(y)) }
}

/// 2^exponent − less.
fn pseudo_mersenne(exponent: u32, less: u32) -> BigUint {
    BigUint::from(2_u32).pow(exponent) - less
}

impl Textbook {
    fn of(curve: Curve) -> Self {
        use crate::field::Prime;
        let short = pseudo_mersenne(256, 617);
        let long = pseudo_mersenne(512, 569);
        match curve {
            Curve::Test256 => textbook(&short::TEST_NUMBERS, big(&short::TestPrime::PRIME), big(&short::TestOrder::PRIME)),
            Curve::CryptoProA => textbook(&short::CRYPTO_PRO_A_NUMBERS, short, big(&short::CryptoProAOrder::PRIME)),
            Curve::CryptoProB => {
                textbook(&short::CRYPTO_PRO_B_NUMBERS, big(&short::CryptoProBPrime::PRIME), big(&short::CryptoProBOrder::PRIME))
            }
            Curve::CryptoProC => {
                textbook(&short::CRYPTO_PRO_C_NUMBERS, big(&short::CryptoProCPrime::PRIME), big(&short::CryptoProCOrder::PRIME))
            }
            Curve::Tc26A256 => textbook(&short::TC26_A_NUMBERS, short, big(&short::Tc26AOrder::PRIME)),
            Curve::Test512 => textbook(&long::TEST_NUMBERS, big(&long::TestPrime::PRIME), big(&long::TestOrder::PRIME)),
            Curve::Tc26A512 => textbook(&long::TC26_A_NUMBERS, long, big(&long::Tc26AOrder::PRIME)),
            Curve::Tc26B512 => textbook(&long::TC26_B_NUMBERS, big(&long::Tc26BPrime::PRIME), big(&long::Tc26BOrder::PRIME)),
            Curve::Tc26C512 => textbook(&long::TC26_C_NUMBERS, long, big(&long::Tc26COrder::PRIME)),
        }
    }

    fn inverse(&self, number: &BigUint) -> BigUint {
        number.modpow(&(&self.p - 2_u32), &self.p)
    }

    fn holds(&self, (x, y): &(BigUint, BigUint)) -> bool {
        (y * y) % &self.p == (x * x * x + &self.a * x + &self.b) % &self.p
    }

    /// The sum of two points that are neither neutral nor opposite.
    fn add(&self, left: &(BigUint, BigUint), right: &(BigUint, BigUint)) -> (BigUint, BigUint) {
        let p = &self.p;
        let slope = if left == right {
            (&left.0 * &left.0 * 3_u32 + &self.a) * self.inverse(&(&left.1 * 2_u32 % p))
        } else {
            (p + &right.1 - &left.1) * self.inverse(&((p + &right.0 - &left.0) % p))
        } % p;
        let x = (&slope * &slope + p + p - &left.0 - &right.0) % p;
        let y = (slope * (p + &left.0 - &x) + p - &left.1) % p;
        (x, y)
    }

    /// A multiple of the base point, for a number between zero and the order.
    fn multiple(&self, number: &BigUint) -> (BigUint, BigUint) {
        (0..number.bits() - 1).rev().fold(self.g.clone(), |sum, bit| {
            let sum = self.add(&sum, &sum);
            if number.bit(bit) { self.add(&sum, &self.g) } else { sum }
        })
    }
}

fn le(number: &BigUint, size: usize) -> Vec<u8> {
    let mut bytes = number.to_bytes_le();
    bytes.resize(size, 0);
    bytes
}

/// Numbers that go through every kind of digit and carry.
fn telling(q: &BigUint, size: usize) -> Vec<BigUint> {
    let one = BigUint::from(1_u32);
    let top = one.clone() << (q.bits() - 1);
    let pattern = |byte: u8| BigUint::from_bytes_le(&vec![byte; size]) % q;
    let mut numbers: Vec<_> = (1..=40_u32).map(BigUint::from).collect();
    numbers.extend((1..=3_u32).map(|less| q - less));
    numbers.extend([q / 2_u32, q / 2_u32 + 1_u32, top.clone() - 1_u32, pattern(0xAA), pattern(0x55), pattern(0x0F), pattern(0x9E)]);
    numbers.push(top % q);
    numbers.retain(|number| *number != BigUint::ZERO);
    numbers
}

#[test]
fn base_points_are_on_their_curves() {
    for curve in Curve::ALL {
        let book = Textbook::of(curve);
        assert!(book.holds(&book.g), "{curve:?}");
        assert!(book.p.bits() as usize > 8 * curve.size() - 2, "{curve:?}");
        // Hasse: as many points as the field has numbers, give or take twice the root
        let cofactor = BigUint::from(if matches!(curve, Curve::Tc26A256 | Curve::Tc26C512) { 4_u32 } else { 1_u32 });
        let (points, expected) = (&book.q * cofactor, &book.p + 1_u32);
        let difference = if points > expected { points - expected } else { expected - points };
        assert!(difference <= book.p.sqrt() * 2_u32, "{curve:?}");
    }
}

#[test]
fn base_points_have_the_prime_order() {
    for curve in Curve::ALL {
        let book = Textbook::of(curve);
        let before = book.multiple(&(&book.q - 1_u32));
        assert_eq!(before, (book.g.0.clone(), &book.p - &book.g.1), "{curve:?}");
        // by Fermat to four bases: a typing error in the number would not survive
        for base in [2_u32, 3, 5, 7] {
            assert_eq!(BigUint::from(base).modpow(&(&book.q - 1_u32), &book.q), BigUint::from(1_u32), "{curve:?}");
        }
    }
}

#[test]
fn secret_multiples_agree_with_the_textbook() {
    for curve in Curve::ALL {
        let book = Textbook::of(curve);
        for number in telling(&book.q, curve.size()) {
            let (x, y) = book.multiple(&number);
            let expected = [le(&x, curve.size()), le(&y, curve.size())].concat();
            assert_eq!(curve.scheme().public(&le(&number, curve.size())).unwrap(), expected, "{curve:?} {number}");
        }
    }
}

#[test]
fn every_multiple_of_the_base_point_is_accepted() {
    for curve in Curve::ALL {
        let book = Textbook::of(curve);
        for number in [1_u32, 2, 3, 77] {
            let (x, y) = book.multiple(&BigUint::from(number));
            let point = [le(&x, curve.size()), le(&y, curve.size())].concat();
            assert_eq!(curve.scheme().check(&point), Ok(()), "{curve:?}");
        }
    }
}
