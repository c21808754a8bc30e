//! The crate as others see it: published examples, hostile input, properties, and the judgement of a foreign program.

mod encodings;
mod engine;
mod examples;
mod hostile;
mod properties;
mod timing;

use crate::{Curve, ParameterSet, SecretKey};

/// The first name of a curve.
fn name(curve: Curve) -> ParameterSet {
    ParameterSet::ALL.into_iter().find(|set| set.curve() == curve).unwrap()
}

/// A key that is always the same.
pub(crate) fn key(set: ParameterSet) -> SecretKey {
    let mut number = vec![0x2B; set.curve().size()];
    number[1] = 0x17;
    SecretKey::from_bytes(set, &number).unwrap()
}
