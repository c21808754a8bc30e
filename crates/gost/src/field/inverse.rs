//! Inverses of public numbers: Kaliski's "almost inverse" ("The Montgomery inverse and its applications", 1995, phase 1), which is several
//! times quicker than Fermat's power. Its time tells the number.

use crate::limbs;

/// A number below the prime and an exponent k such that `number · result` is 2^k modulo the prime. The number is above zero and below it.
///
/// All the way prime = u·s + v·r, number·s = v·2^k and number·r = −u·2^k modulo the prime: so r and s never outgrow it.
pub(super) fn almost_inverse<const N: usize>(number: &[u64; N], prime: &[u64; N]) -> ([u64; N], usize) {
    let (mut u, mut v) = (*prime, *number);
    let (mut r, mut s) = ([0; N], [0; N]);
    s[0] = 1;
    let mut exponent = make_odd(&mut v, &mut r);
    loop {
        let (difference, below) = limbs::subtract(&u, &v);
        if difference == [0; N] {
            // both are the greatest common divisor, which is 1
            return (s, exponent);
        }
        if below {
            v = limbs::subtract(&v, &u).0;
            s = limbs::add(&s, &r).0;
            exponent += make_odd(&mut v, &mut r);
        } else {
            u = difference;
            r = limbs::add(&r, &s).0;
            exponent += make_odd(&mut u, &mut s);
        }
    }
}

/// Halves a number until it is odd, and doubles the other as often: how often. The number is not zero.
fn make_odd<const N: usize>(number: &mut [u64; N], other: &mut [u64; N]) -> usize {
    let mut times = 0;
    while number[0] & 1 == 0 {
        let shift = number[0].trailing_zeros().min(63);
        let mut i = 0;
        while i < N {
            let above = if i + 1 < N { number[i + 1] } else { 0 };
            number[i] = (number[i] >> shift) | (above << (64 - shift));
            i += 1;
        }
        while i > 0 {
            i -= 1;
            let below = if i > 0 { other[i - 1] } else { 0 };
            other[i] = (other[i] << shift) | (below >> (64 - shift));
        }
        times += shift as usize;
    }
    times
}
