//! PKCS#12's own key derivation (RFC 7292 appendix B), which MACs are still made with.

use aws_lc_rs::digest::{self, Algorithm};
use zeroize::Zeroizing;

/// A password as it goes in: UTF-16 big-endian with a zero at the end.
pub(super) fn password(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect())
}

/// `length` octets for the purpose `id`: 1 key, 2 initialization vector, 3 MAC.
pub(super) fn derive(
    algorithm: &'static Algorithm,
    id: u8,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let v = algorithm.block_len();
    let fill = |bytes: &[u8]| -> Vec<u8> { bytes.iter().copied().cycle().take(bytes.len().div_ceil(v) * v).collect() };
    let mut input = Zeroizing::new([fill(salt), fill(password)].concat());
    let mut out = Zeroizing::new(Vec::with_capacity(length));
    while out.len() < length {
        let mut a = Zeroizing::new(digest::digest(algorithm, &Zeroizing::new([&vec![id; v][..], &input].concat())).as_ref().to_vec());
        for _ in 1..iterations {
            *a = digest::digest(algorithm, &a).as_ref().to_vec();
        }
        let missing = length - out.len();
        out.extend(a.iter().take(missing));
        // Each block of the input grows by the output, as a number, and one more.
        let added: Vec<u8> = a.iter().copied().cycle().take(v).collect();
        for part in input.chunks_mut(v) {
            let mut carry = 1_u16;
            for (octet, more) in part.iter_mut().zip(&added).rev() {
                carry += u16::from(*octet) + u16::from(*more);
                [_, *octet] = carry.to_be_bytes();
                carry >>= 8;
            }
        }
    }
    out
}
