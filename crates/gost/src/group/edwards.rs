//! Curves with four times a prime number of points, which the standard also gives in the form u² + v² = 1 + d·u²·v².
//!
//! The addition of Hisil, Wong, Carter and Dawson ("Twisted Edwards curves revisited", 2008) in extended coordinates is complete, because
//! the coefficient of u² is a square (it is 1) and d is not. Both accumulators are the same here. The way between (x, y) and (u, v) is that
//! of R 1323565.1.024-2019, which RFC 7836 prints too:
//! x = s·(1 + v)/(1 − v) + t, y = s·(1 + v)/((1 − v)·u) with s = (1 − d)/4 and t = (1 + d)/6.

use zeroize::Zeroize;

use super::weierstrass::Weierstrass;
use super::{Model, invert_all};
use crate::KeyError;
use crate::field::Field;
use crate::limbs::Mask;

/// The coefficients of a curve in both of its forms.
pub(crate) struct Edwards<F> {
    d: F,
    s: F,
    t: F,
    standard: Weierstrass<F>,
}

/// u = U/Z, v = V/Z, u·v = T/Z.
#[derive(Clone, Copy)]
pub(crate) struct Extended<F> {
    u: F,
    v: F,
    z: F,
    t: F,
}

impl<F: Field> Zeroize for Extended<F> {
    fn zeroize(&mut self) {
        self.u.zeroize();
        self.v.zeroize();
        self.z.zeroize();
        self.t.zeroize();
    }
}

/// A point of a table, with its part of d·u₁·u₂·v₁·v₂.
#[derive(Clone, Copy)]
pub(crate) struct Entry<F> {
    u: F,
    v: F,
    duv: F,
}

impl<F: Field> Zeroize for Entry<F> {
    fn zeroize(&mut self) {
        self.u.zeroize();
        self.v.zeroize();
        self.duv.zeroize();
    }
}

impl<F: Field> Edwards<F> {
    /// `a` and `b` are the coefficients in the standard's form, `d` the one in the other.
    pub(crate) fn new(a: F, b: F, d: F) -> Self {
        let four = F::ONE.double().double();
        let s = (F::ONE - d) * four.invert_vartime();
        let t = (F::ONE + d) * F::ONE.double().triple().invert_vartime();
        Self { d, s, t, standard: Weierstrass::new(a, b) }
    }

    /// The sum of `sum` and a point given by u, v and d·u·v over a denominator; `zz` is the product of both denominators.
    #[inline(always)]
    fn add(sum: &Extended<F>, u: F, v: F, duv: F, zz: F) -> Extended<F> {
        let uu = sum.u * u;
        let vv = sum.v * v;
        let cross = sum.t * duv;
        let mixed = (sum.u + sum.v) * (u + v) - uu - vv;
        let (minus, plus, height) = (zz - cross, zz + cross, vv - uu);
        Extended { u: mixed * minus, v: plus * height, t: mixed * height, z: minus * plus }
    }
}

impl<F: Field> Model for Edwards<F> {
    type Field = F;
    type Entry = Entry<F>;
    type Secret = Extended<F>;
    type Public = Extended<F>;
    type Cached = (Extended<F>, F);

    fn look_up(&self, table: &[Entry<F>; 16], index: u64, negative: Mask) -> Entry<F> {
        let mut found = Entry { u: F::ZERO, v: F::ZERO, duv: F::ZERO };
        for (at, entry) in (0..).zip(table) {
            let mask = Mask::equal(at, index);
            found.u.gather(mask, &entry.u);
            found.v.gather(mask, &entry.v);
            found.duv.gather(mask, &entry.duv);
        }
        found.u = F::pick(negative, &found.u, &-found.u);
        found.duv = F::pick(negative, &found.duv, &-found.duv);
        found
    }

    fn begin(&self, entry: &Entry<F>) -> Extended<F> {
        Extended { u: entry.u, v: entry.v, z: F::ONE, t: entry.u * entry.v }
    }

    fn add_secret(&self, sum: &Extended<F>, entry: &Entry<F>) -> Extended<F> {
        Self::add(sum, entry.u, entry.v, entry.duv, sum.z)
    }

    fn affine(&self, point: &Extended<F>) -> (F, F) {
        // one inversion for both denominators, Z − V and (Z − V)·U
        let below = point.z - point.v;
        let above = self.s * (point.z + point.v);
        let inverse = (below * point.u).invert();
        (above * (inverse * point.u) + self.t, above * inverse * point.z)
    }

    fn neutral(&self) -> Extended<F> {
        Extended { u: F::ZERO, v: F::ONE, z: F::ONE, t: F::ZERO }
    }

    fn is_neutral(&self, point: &Extended<F>) -> bool {
        point.u.is_zero() && point.v.equals(point.z)
    }

    fn lift(&self, x: F, y: F) -> Result<Extended<F>, KeyError> {
        if !self.standard.holds(x, y) {
            return Err(KeyError::NotOnCurve);
        }
        if y.is_zero() {
            return Err(KeyError::Subgroup);
        }
        // u = (x − t)/y, v = (x − t − s)/(x − t + s), over the common denominator y·(x − t + s). No rational point has the second factor
        // zero: 1 − v is never infinite where d is no square.
        let shifted = x - self.t;
        let (below, above) = (shifted + self.s, shifted - self.s);
        Ok(Extended { u: shifted * below, v: above * y, z: y * below, t: shifted * above })
    }

    fn double(&self, point: &Extended<F>, add_follows: bool) -> Extended<F> {
        let uu = point.u.square();
        let vv = point.v.square();
        let zz = point.z.square();
        let mixed = (point.u + point.v).square() - uu - vv;
        let plus = uu + vv;
        let minus = plus - zz.double();
        let height = uu - vv;
        let t = if add_follows { mixed * height } else { F::ZERO };
        Extended { u: mixed * minus, v: plus * height, t, z: minus * plus }
    }

    fn cache(&self, point: &Extended<F>) -> (Extended<F>, F) {
        (*point, self.d * point.t)
    }

    fn add_cached(&self, sum: &Extended<F>, (point, duv): &(Extended<F>, F), negative: bool) -> Extended<F> {
        let (u, duv) = if negative { (-point.u, -*duv) } else { (point.u, *duv) };
        Self::add(sum, u, point.v, duv, sum.z * point.z)
    }

    fn add_entry(&self, sum: &Extended<F>, entry: &Entry<F>, negative: bool) -> Extended<F> {
        let (u, duv) = if negative { (-entry.u, -entry.duv) } else { (entry.u, entry.duv) };
        Self::add(sum, u, entry.v, duv, sum.z)
    }

    fn has_x(&self, point: &Extended<F>, x: F) -> bool {
        let below = point.z - point.v;
        !below.is_zero() && ((x - self.t) * below).equals(self.s * (point.z + point.v))
    }

    fn entries(&self, points: &[Extended<F>]) -> Vec<Entry<F>> {
        let denominators: Vec<F> = points.iter().map(|point| point.z).collect();
        let inverses = invert_all(&denominators);
        points
            .iter()
            .zip(inverses)
            .map(|(point, inverse)| {
                let (u, v) = (point.u * inverse, point.v * inverse);
                Entry { u, v, duv: self.d * u * v }
            })
            .collect()
    }
}
