//! Points of a curve and their addition: one trait over two models, so that multiplication is written once.

mod edwards;
mod jacobian;
mod weierstrass;

use zeroize::Zeroize;

pub(crate) use edwards::Edwards;
pub(crate) use weierstrass::Weierstrass;

use crate::KeyError;
use crate::field::Field;
use crate::limbs::Mask;

/// A curve's equation, and how to add its points.
///
/// There are two accumulators, because there are two worlds: in [`Model::Secret`] whatever is added in whatever order takes the same time
/// and the same way, and in [`Model::Public`] the formulas may be quicker and look at what they add.
pub(crate) trait Model: Send + Sync + 'static {
    type Field: Field;
    /// A point of a table, never the neutral one, in the form that costs least to add.
    type Entry: Copy + Zeroize + Send + Sync;
    type Secret: Copy + Zeroize;
    type Public: Copy;
    /// A public point in the form that is added again and again.
    type Cached: Copy;

    /// Looks an entry up in constant time, negated where `negative` is set: `index` is secret, and below 16.
    fn look_up(&self, table: &[Self::Entry; 16], index: u64, negative: Mask) -> Self::Entry;
    fn begin(&self, entry: &Self::Entry) -> Self::Secret;
    /// Complete: right for any two points of the group.
    fn add_secret(&self, sum: &Self::Secret, entry: &Self::Entry) -> Self::Secret;
    /// The coordinates of a point in the standard's form of the curve; nothing sensible for the neutral point.
    fn affine(&self, point: &Self::Secret) -> (Self::Field, Self::Field);

    /// The neutral point.
    fn neutral(&self) -> Self::Public;
    fn is_neutral(&self, point: &Self::Public) -> bool;
    /// A point from its coordinates in the standard's form of the curve: [`KeyError::NotOnCurve`], or [`KeyError::Subgroup`] for a point of
    /// order two.
    fn lift(&self, x: Self::Field, y: Self::Field) -> Result<Self::Public, KeyError>;
    /// Doubles. `add_follows` says whether the result is an operand of an addition; if it is not, some coordinate may be left out.
    fn double(&self, point: &Self::Public, add_follows: bool) -> Self::Public;
    fn cache(&self, point: &Self::Public) -> Self::Cached;
    fn add_cached(&self, sum: &Self::Public, point: &Self::Cached, negative: bool) -> Self::Public;
    fn add_entry(&self, sum: &Self::Public, entry: &Self::Entry, negative: bool) -> Self::Public;
    /// Whether the point's x in the standard's form of the curve is `x`; never for the neutral point.
    fn has_x(&self, point: &Self::Public, x: Self::Field) -> bool;
    /// Points as entries of a table. None of them may be neutral.
    fn entries(&self, points: &[Self::Public]) -> Vec<Self::Entry>;
}

/// The inverses of many numbers at the price of one inversion. None of them may be zero.
fn invert_all<F: Field>(numbers: &[F]) -> Vec<F> {
    let mut products = Vec::with_capacity(numbers.len());
    let mut product = F::ONE;
    for number in numbers {
        products.push(product);
        product = product * *number;
    }
    let mut inverse = product.invert_vartime();
    for (slot, number) in products.iter_mut().zip(numbers).rev() {
        *slot = *slot * inverse;
        inverse = inverse * *number;
    }
    products
}
