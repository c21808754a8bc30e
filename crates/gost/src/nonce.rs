//! The secret number k of a signature.
//!
//! It is derived from the private key, the digest and fresh randomness together ("hedged"): a source of randomness that fails, or that an
//! adversary knows, gives away nothing as long as the key is secret, and a fault that is provoked twice for one digest meets two nonces as
//! long as the source is sound. Streebog-512 is the function, over a prefix of one block that names the purpose, the curve and the try. Every
//! part has a fixed length for a curve, so no two inputs are one. The output has twice as many bits as the order of the group: its bias
//! after reduction is below 2⁻²⁵⁰.

use streebog::{Digest, Streebog512};
use zeroize::{Zeroize, Zeroizing};

use crate::field::Field;

const PURPOSE: &[u8; 32] = b"GOST R 34.10-2012 hedged nonce 1";

/// What a nonce is made of besides the number of the try.
pub(crate) struct Seed<'a> {
    /// A number that no two curves share.
    pub curve: u8,
    pub secret: &'a [u8],
    pub digest: &'a [u8],
    pub entropy: &'a [u8; 32],
}

impl Seed<'_> {
    /// The nonce of one try.
    pub(crate) fn nonce<S: Field>(&self, attempt: u8) -> Option<Zeroizing<S>> {
        let mut wide = Zeroizing::new([0; 128]);
        let wide = wide.get_mut(..2 * S::BYTES)?;
        for (part, out) in (0..).zip(wide.chunks_exact_mut(64)) {
            self.block(attempt, part, out);
        }
        S::reduce_le_bytes(wide).map(Zeroizing::new)
    }

    fn block(&self, attempt: u8, part: u8, out: &mut [u8]) {
        let mut hash = Streebog512::new();
        hash.update(PURPOSE);
        hash.update([self.curve, attempt, part]);
        hash.update([0; 29]);
        hash.update(self.secret);
        hash.update(self.entropy);
        hash.update(self.digest);
        let mut block = hash.finalize();
        out.copy_from_slice(&block);
        block.as_mut_slice().zeroize();
    }
}
