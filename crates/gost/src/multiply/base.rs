//! Secret multiples of the base point G, by a table for every five bits of the number.
//!
//! An odd number below 2^L is the sum of dᵢ·32ⁱ with odd digits dᵢ from −31 to 31. The bits of b = (number − 1)/2 + 2^(L − 1) tell whether
//! a power of two is added or taken away, and five of them, read as w, make the digit 2·w − 31. No digit is ever zero, so every step is one
//! look-up over all sixteen rows of its table and one addition, and there is nothing to double. An even number k goes as order − k, and the
//! result is negated.

use zeroize::Zeroizing;

use super::odd_multiples;
use crate::field::Field;
use crate::group::Model;
use crate::limbs::{Mask, bits};

/// Bits a digit.
const WIDTH: usize = 5;

/// The tables of one curve's base point: row j of table i is (2·j + 1)·32ⁱ·G.
pub(crate) struct Base<M: Model> {
    tables: Vec<[M::Entry; 16]>,
}

impl<M: Model> Base<M> {
    /// Tables for numbers of so many bits.
    pub(crate) fn new(model: &M, generator: &M::Public, length: usize) -> Self {
        let mut points = Vec::new();
        let mut power = *generator;
        for _ in 0..length.div_ceil(WIDTH) {
            points.extend(odd_multiples(model, &power, 16));
            power = (0..WIDTH).fold(power, |power, _| model.double(&power, true));
        }
        let entries = model.entries(&points);
        Self { tables: entries.as_chunks().0.to_vec() }
    }

    /// The coordinates of `number · G` in the standard's form, for a number that is neither zero nor longer than the tables. Constant time
    /// in the number.
    pub(crate) fn multiply<S: Field>(&self, model: &M, number: &S) -> (M::Field, M::Field) {
        let odd = Mask::when(number.words().as_ref().first().copied().unwrap_or(0));
        let number = Zeroizing::new(Zeroizing::new(S::pick(odd, &-*number, number)).words());
        let mut sum = None;
        let mut tables = self.tables.iter().enumerate().rev();
        if let Some((at, table)) = tables.next() {
            // b's bit L − 1 is set, so that the highest digit is positive
            let digit = bits(number.as_ref(), WIDTH * at + 1, WIDTH - 1);
            sum = Some(model.begin(&Zeroizing::new(model.look_up(table, digit, Mask::when(0)))));
        }
        let mut sum = Zeroizing::new(sum);
        for (at, table) in tables {
            let digit = bits(number.as_ref(), WIDTH * at + 1, WIDTH);
            let negative = Mask::when((digit >> (WIDTH - 1)) ^ 1);
            // the digits of one absolute value are w and 31 − w
            let row = negative.pick(digit, !digit) & 15;
            let entry = Zeroizing::new(model.look_up(table, row, negative));
            *sum = sum.as_ref().map(|sum| model.add_secret(sum, &entry));
        }
        sum.as_ref().map_or((M::Field::ZERO, M::Field::ZERO), |sum| {
            let (x, y) = model.affine(sum);
            (x, M::Field::pick(odd, &-y, &y))
        })
    }
}
