//! Multiples of points: of the base point by a secret number in constant time, and sums of two multiples by public numbers.

mod base;
mod joint;

pub(crate) use base::Base;
pub(crate) use joint::Joint;

use crate::group::Model;

/// The first `count` odd multiples of a point: 1, 3, 5 and so on.
fn odd_multiples<M: Model>(model: &M, point: &M::Public, count: usize) -> Vec<M::Public> {
    let step = model.cache(&model.double(point, true));
    let mut odd = *point;
    (0..count)
        .map(|_| {
            let this = odd;
            odd = model.add_cached(&odd, &step, false);
            this
        })
        .collect()
}
