//! HMAC and PBKDF2 over Streebog (RFC 7836 §4.1, RFC 9337 §4).

use std::num::NonZeroU32;

use gost::{Hash, Hasher};
use zeroize::Zeroizing;

/// Octets of a block of Streebog, of either length.
const BLOCK: usize = 64;

/// An HMAC with its key already taken in, so that thousands of messages under one key begin in the middle.
pub(super) struct Hmac {
    inner: Hasher,
    outer: Hasher,
}

impl Hmac {
    pub(super) fn new(hash: Hash, key: &[u8]) -> Self {
        let key = if key.len() > BLOCK { Zeroizing::new(hash.digest(key)) } else { Zeroizing::new(key.to_vec()) };
        let begun = |pad: u8| {
            let block: Zeroizing<Vec<u8>> = Zeroizing::new((0..BLOCK).map(|at| key.get(at).copied().unwrap_or(0) ^ pad).collect());
            let mut hasher = Hasher::new(hash);
            hasher.update(&block);
            hasher
        };
        Self { inner: begun(0x36), outer: begun(0x5c) }
    }

    pub(super) fn of(&self, message: &[u8]) -> Vec<u8> {
        let (mut inner, mut outer) = (self.inner.clone(), self.outer.clone());
        inner.update(message);
        outer.update(&inner.finish());
        outer.finish()
    }
}

/// Fills `out`.
pub(super) fn pbkdf2(hash: Hash, password: &[u8], salt: &[u8], iterations: NonZeroU32, out: &mut [u8]) {
    let hmac = Hmac::new(hash, password);
    let length = hmac.of(&[]).len();
    for (number, part) in (1_u32..).zip(out.chunks_mut(length)) {
        let mut last = Zeroizing::new(hmac.of(&[salt, &number.to_be_bytes()].concat()));
        let mut sum = last.clone();
        for _ in 1..iterations.get() {
            *last = hmac.of(&last);
            sum.iter_mut().zip(last.iter()).for_each(|(sum, last)| *sum ^= last);
        }
        part.copy_from_slice(&sum[..part.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7836 appendix B, RFC 9337 appendix B.
    #[test]
    fn the_examples_of_the_rfcs_hold() {
        let key: Vec<u8> = (0..32).collect();
        let message = hex::decode("0126bdb87800af214341456563780100").expect("hex");
        let expected = "a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9";
        assert_eq!(hex::encode(Hmac::new(Hash::Streebog256, &key).of(&message)), expected);
        let derive = |iterations| {
            let mut out = [0; 64];
            pbkdf2(Hash::Streebog512, b"password", b"salt", NonZeroU32::new(iterations).expect("some"), &mut out);
            hex::encode(out)
        };
        assert_eq!(
            derive(1),
            "64770af7f748c3b1c9ac831dbcfd85c26111b30a8a657ddc3056b80ca73e040d2854fd36811f6d825cc4ab66ec0a68a490a9e5cf5156b3a2b7eecddbf9a16b47"
        );
        assert_eq!(
            derive(2),
            "5a585bafdfbb6e8830d6d68aa3b43ac00d2e4aebce01c9b31c2caed56f0236d4d34b2b8fbd2c4e89d54d46f50e47d45bbac301571743119e8d3c42ba66d348de"
        );
    }
}
