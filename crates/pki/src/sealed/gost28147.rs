//! GOST 28147-89 in cipher feedback with CryptoPro's key meshing (RFC 4357 §2.3.2), over the block of Magma, which is the same cipher with
//! all bytes in the other order.

use magma::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use magma::{Gost89, Sbox};
use zeroize::Zeroizing;

/// After so many octets the key changes.
const MESH: usize = 1024;
/// What the next key is decrypted from.
const MESHING: [u8; 32] = [
    0x69, 0x00, 0x72, 0x22, 0x64, 0xc9, 0x04, 0x23, 0x8d, 0x3a, 0xdb, 0x96, 0x46, 0xe9, 0x2a, 0xc4, 0x18, 0xfe, 0xac, 0x94, 0x00, 0xed,
    0x07, 0x12, 0xc0, 0x86, 0xdc, 0xc2, 0xef, 0x4c, 0xa9, 0x2b,
];

type Key = Zeroizing<[u8; 32]>;
type Block = [u8; 8];

/// Opens `bytes` in place, by the table of the cipher that `new` makes.
pub(super) fn open<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key, iv: Block, bytes: &mut [u8]) {
    let (mut key, mut register) = (key.clone(), iv);
    for (index, piece) in bytes.chunks_mut(MESH).enumerate() {
        if index > 0 {
            let old = cipher(new, &key);
            for (part, constant) in key.chunks_exact_mut(8).zip(MESHING.chunks_exact(8)) {
                part.copy_from_slice(&turned(constant, |block| old.decrypt_block(block.into())));
            }
            let next = cipher(new, &key);
            register = turned(&register, |block| next.encrypt_block(block.into()));
        }
        let cipher = cipher(new, &key);
        for part in piece.chunks_mut(8) {
            let gamma = turned(&register, |block| cipher.encrypt_block(block.into()));
            for ((octet, gamma), register) in part.iter_mut().zip(gamma).zip(&mut register) {
                *register = *octet;
                *octet ^= gamma;
            }
        }
    }
}

/// Magma reads the words of the key big-endian, this cipher little-endian.
fn cipher<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key) -> Gost89<S> {
    let mut swapped = key.clone();
    swapped.chunks_exact_mut(4).for_each(<[u8]>::reverse);
    new(&swapped)
}

fn turned(block: &[u8], by: impl Fn(&mut Block)) -> Block {
    let mut reversed: Block = [0; 8];
    reversed.iter_mut().zip(block.iter().rev()).for_each(|(to, from)| *to = *from);
    by(&mut reversed);
    reversed.reverse();
    reversed
}
