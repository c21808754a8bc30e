//! Points (X : Y : Z) with x = X/Z², y = Y/Z³: the quickest doubling, and additions with exceptions that are looked for. For public points
//! only.
//!
//! Formulas as in the "Explicit-Formulas Database", g1p/auto-shortw-jacobian: dbl-2001-b, add-1998-cmo-2, madd of the same.

use super::invert_all;
use super::weierstrass::{Affine, Weierstrass};
use crate::field::Field;

/// Z = 0 is the neutral point.
#[derive(Clone, Copy)]
pub(crate) struct Jacobian<F> {
    x: F,
    y: F,
    z: F,
}

/// A point with the powers of Z that each of its additions wants.
#[derive(Clone, Copy)]
pub(crate) struct Cached<F> {
    point: Jacobian<F>,
    zz: F,
    zzz: F,
}

impl<F: Field> Jacobian<F> {
    pub(super) const NEUTRAL: Self = Self { x: F::ONE, y: F::ONE, z: F::ZERO };

    pub(super) fn new(x: F, y: F) -> Self {
        Self { x, y, z: F::ONE }
    }

    pub(super) fn is_neutral(&self) -> bool {
        self.z.is_zero()
    }

    pub(super) fn cached(&self) -> Cached<F> {
        let zz = self.z.square();
        Cached { point: *self, zz, zzz: zz * self.z }
    }

    /// The neutral point stays what it is: Z remains 0.
    pub(super) fn double(&self, curve: &Weierstrass<F>) -> Self {
        let zz = self.z.square();
        let yy = self.y.square();
        let xyy = self.x * yy;
        let slope = if curve.is_minus_three() {
            ((self.x - zz) * (self.x + zz)).triple()
        } else {
            self.x.square().triple() + curve.times_a(zz.square())
        };
        let four = xyy.double().double();
        let x = slope.square() - four.double();
        let z = (self.y + self.z).square() - yy - zz;
        let y = slope * (four - x) - yy.square().double().double().double();
        Self { x, y, z }
    }

    pub(super) fn add_cached(&self, other: &Cached<F>, negative: bool, curve: &Weierstrass<F>) -> Self {
        let point = &other.point;
        let other_y = if negative { -point.y } else { point.y };
        if self.is_neutral() {
            return Self { y: other_y, ..*point };
        }
        if point.is_neutral() {
            return *self;
        }
        let zz = self.z.square();
        let (x1, x2) = (self.x * other.zz, point.x * zz);
        let (y1, y2) = (self.y * other.zzz, other_y * (zz * self.z));
        self.chord(x1, y1, x2 - x1, y2 - y1, |difference| self.z * point.z * difference, curve)
    }

    pub(super) fn add_entry(&self, entry: &Affine<F>, negative: bool, curve: &Weierstrass<F>) -> Self {
        let other_y = if negative { -entry.y } else { entry.y };
        if self.is_neutral() {
            return Self::new(entry.x, other_y);
        }
        let zz = self.z.square();
        let (x2, y2) = (entry.x * zz, other_y * (zz * self.z));
        self.chord(self.x, self.y, x2 - self.x, y2 - self.y, |difference| self.z * difference, curve)
    }

    /// The third point on the line through (x₁, y₁) = `self` and another, both over one denominator, given their differences.
    #[inline(always)]
    fn chord(&self, x1: F, y1: F, dx: F, dy: F, z: impl FnOnce(F) -> F, curve: &Weierstrass<F>) -> Self {
        if dx.is_zero() {
            return if dy.is_zero() { self.double(curve) } else { Self::NEUTRAL };
        }
        let square = dx.square();
        let cube = square * dx;
        let base = x1 * square;
        let x = dy.square() - cube - base.double();
        Self { x, y: dy * (base - x) - y1 * cube, z: z(dx) }
    }

    pub(super) fn has_x(&self, x: F) -> bool {
        !self.is_neutral() && self.x.equals(x * self.z.square())
    }

    pub(super) fn entries(points: &[Self]) -> Vec<Affine<F>> {
        let denominators: Vec<F> = points.iter().map(|point| point.z).collect();
        let inverses = invert_all(&denominators);
        points
            .iter()
            .zip(inverses)
            .map(|(point, inverse)| {
                let square = inverse.square();
                Affine { x: point.x * square, y: point.y * (square * inverse) }
            })
            .collect()
    }
}
