//! The secret number k of a signature.
//!
//! It is derived from the private key, the digest and fresh randomness together ("hedged"): a source of randomness that fails, or that an
//! adversary knows, gives away nothing as long as the key is secret, and a fault that is provoked twice for one digest meets two nonces as
//! long as the source is sound.
//!
//! HMAC-SHA-512 under the private key is the function. Streebog is not, because it looks its tables up by what it digests, and the traces of
//! that in caches would be traces of the key. The message begins with the purpose, the curve and the try, and every part of it has a fixed
//! length for a curve, so no two inputs are one. The output has twice as many bits as the order of the group: its bias after reduction is
//! below 2⁻²⁵⁰.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::field::Field;

const PURPOSE: &[u8] = b"GOST R 34.10-2012 hedged nonce 1";

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
        let key = hmac::Key::new(hmac::HMAC_SHA512, self.secret);
        let mut wide = Zeroizing::new([0; 128]);
        let wide = wide.get_mut(..2 * S::BYTES)?;
        for (part, out) in (0..).zip(wide.chunks_exact_mut(64)) {
            let mut context = hmac::Context::with_key(&key);
            context.update(PURPOSE);
            context.update(&[self.curve, attempt, part]);
            context.update(self.entropy);
            context.update(self.digest);
            out.copy_from_slice(context.sign().as_ref());
        }
        S::reduce_le_bytes(wide).map(Zeroizing::new)
    }
}
