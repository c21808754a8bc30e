//! Curves y² = x³ + a·x + b with an odd number of points.
//!
//! The secret accumulator is a homogeneous point (X : Y : Z) under the complete addition of Renes, Costello and Batina ("Complete addition
//! formulas for prime order elliptic curves", 2016, algorithm 2), which has no exceptions to branch on. The public one is
//! [`Jacobian`](super::jacobian::Jacobian).

use zeroize::Zeroize;

use super::Model;
use super::jacobian::{Cached, Jacobian};
use crate::KeyError;
use crate::field::Field;
use crate::limbs::Mask;

/// The coefficients of a curve.
pub(crate) struct Weierstrass<F> {
    a: F,
    b: F,
    triple_b: F,
    /// Whether a = −3, for which there are shorter ways.
    minus_three: bool,
}

impl<F: Field> Weierstrass<F> {
    pub(crate) fn new(a: F, b: F) -> Self {
        let minus_three = (a + F::ONE.triple()).is_zero();
        Self { a, b, triple_b: b.triple(), minus_three }
    }

    /// `a · number`.
    #[inline(always)]
    pub(super) fn times_a(&self, number: F) -> F {
        if self.minus_three { -number.triple() } else { self.a * number }
    }

    pub(super) fn is_minus_three(&self) -> bool {
        self.minus_three
    }

    /// Whether the coordinates satisfy the equation.
    pub(super) fn holds(&self, x: F, y: F) -> bool {
        y.square().equals((x.square() + self.a) * x + self.b)
    }
}

/// A point of a table.
#[derive(Clone, Copy)]
pub(crate) struct Affine<F> {
    pub(super) x: F,
    pub(super) y: F,
}

impl<F: Field> Zeroize for Affine<F> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
    }
}

/// x = X/Z, y = Y/Z; (0 : 1 : 0) is the neutral point.
#[derive(Clone, Copy)]
pub(crate) struct Projective<F> {
    x: F,
    y: F,
    z: F,
}

impl<F: Field> Zeroize for Projective<F> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
        self.z.zeroize();
    }
}

impl<F: Field> Model for Weierstrass<F> {
    type Field = F;
    type Entry = Affine<F>;
    type Secret = Projective<F>;
    type Public = Jacobian<F>;
    type Cached = Cached<F>;

    fn look_up(&self, table: &[Affine<F>; 16], index: u64, negative: Mask) -> Affine<F> {
        let mut found = Affine { x: F::ZERO, y: F::ZERO };
        for (at, entry) in (0..).zip(table) {
            let mask = Mask::equal(at, index);
            found.x.gather(mask, &entry.x);
            found.y.gather(mask, &entry.y);
        }
        found.y = F::pick(negative, &found.y, &-found.y);
        found
    }

    fn begin(&self, entry: &Affine<F>) -> Projective<F> {
        Projective { x: entry.x, y: entry.y, z: F::ONE }
    }

    fn add_secret(&self, sum: &Projective<F>, entry: &Affine<F>) -> Projective<F> {
        let xx = sum.x * entry.x;
        let yy = sum.y * entry.y;
        let xy = (sum.x + sum.y) * (entry.x + entry.y) - (xx + yy);
        let xz = entry.x * sum.z + sum.x;
        let yz = entry.y * sum.z + sum.y;
        let a_zz = self.times_a(sum.z);
        let tail = self.times_a(xz) + self.triple_b * sum.z;
        let (minus, plus) = (yy - tail, yy + tail);
        let slope = xx.triple() + a_zz;
        let mixed = self.triple_b * xz + self.times_a(xx - a_zz);
        Projective { x: xy * minus - yz * mixed, y: slope * mixed + plus * minus, z: yz * plus + xy * slope }
    }

    fn affine(&self, point: &Projective<F>) -> (F, F) {
        let inverse = point.z.invert();
        (point.x * inverse, point.y * inverse)
    }

    fn neutral(&self) -> Jacobian<F> {
        Jacobian::NEUTRAL
    }

    fn is_neutral(&self, point: &Jacobian<F>) -> bool {
        point.is_neutral()
    }

    fn lift(&self, x: F, y: F) -> Result<Jacobian<F>, KeyError> {
        // no point of a group of odd order has y = 0
        if self.holds(x, y) { Ok(Jacobian::new(x, y)) } else { Err(KeyError::NotOnCurve) }
    }

    fn double(&self, point: &Jacobian<F>, _add_follows: bool) -> Jacobian<F> {
        point.double(self)
    }

    fn cache(&self, point: &Jacobian<F>) -> Cached<F> {
        point.cached()
    }

    fn add_cached(&self, sum: &Jacobian<F>, point: &Cached<F>, negative: bool) -> Jacobian<F> {
        sum.add_cached(point, negative, self)
    }

    fn add_entry(&self, sum: &Jacobian<F>, entry: &Affine<F>, negative: bool) -> Jacobian<F> {
        sum.add_entry(entry, negative, self)
    }

    fn has_x(&self, point: &Jacobian<F>, x: F) -> bool {
        point.has_x(x)
    }

    fn entries(&self, points: &[Jacobian<F>]) -> Vec<Affine<F>> {
        Jacobian::entries(points)
    }
}
