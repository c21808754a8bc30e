//! GOST 28147-89 in cipher feedback with CryptoPro's key meshing (RFC 4357 §2.3.2), over the block of Magma, which is the same cipher with
//! all bytes in the other order.

use magma::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use magma::{Gost89, Magma, Sbox};
use zeroize::Zeroizing;

/// After so many octets the key changes.
const MESH: usize = 1024;
/// What the next key is decrypted from.
const MESHING: [u8; 32] = [
    0x69, 0x00, 0x72, 0x22, 0x64, 0xc9, 0x04, 0x23, 0x8d, 0x3a, 0xdb, 0x96, 0x46, 0xe9, 0x2a, 0xc4, 0x18, 0xfe, 0xac, 0x94, 0x00, 0xed,
    0x07, 0x12, 0xc0, 0x86, 0xdc, 0xc2, 0xef, 0x4c, 0xa9, 0x2b,
];

/// A key of the cipher.
pub(crate) type Key = Zeroizing<[u8; 32]>;
/// A block of it.
pub(crate) type Block = [u8; 8];

/// What happens to the octets: the register takes the sealed ones, which come before or after.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Open,
    Seal,
}

/// The cipher by the table id-tc26-gost-28147-param-Z.
pub(crate) fn param_z(key: &[u8; 32]) -> Magma {
    Magma::new(key.into())
}

/// Opens `bytes` in place, by the table of the cipher that `new` makes.
pub(crate) fn open<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key, iv: Block, bytes: &mut [u8]) {
    feedback(new, key, iv, bytes, Way::Open);
}

/// Seals `bytes` in place.
pub(crate) fn seal<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key, iv: Block, bytes: &mut [u8]) {
    feedback(new, key, iv, bytes, Way::Seal);
}

fn feedback<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key, iv: Block, bytes: &mut [u8], way: Way) {
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
                let given = *octet;
                *octet ^= gamma;
                *register = if way == Way::Open { given } else { *octet };
            }
        }
    }
}

/// Encrypts whole blocks in place, each by itself: for keys alone, which are random.
pub(crate) fn encrypt_blocks<S: Sbox>(new: fn(&[u8; 32]) -> Gost89<S>, key: &Key, bytes: &mut [u8]) {
    let cipher = cipher(new, key);
    for block in bytes.chunks_exact_mut(8) {
        let encrypted = turned(block, |block| cipher.encrypt_block(block.into()));
        block.copy_from_slice(&encrypted);
    }
}

/// The authentication code of whole blocks (imitovstavka, GOST 28147-89 §5): the first half of the cipher over the sum of all, four octets
/// of it.
pub(crate) fn code<S: Sbox>(_: fn(&[u8; 32]) -> Gost89<S>, key: &Key, iv: Block, blocks: &[u8]) -> [u8; 4] {
    let keys: Zeroizing<Vec<u32>> = Zeroizing::new(key.chunks_exact(4).map(word).collect());
    let (mut low, mut high) = (word(&iv[..4]), word(&iv[4..]));
    for block in blocks.chunks_exact(8) {
        low ^= word(&block[..4]);
        high ^= word(&block[4..]);
        for _ in 0..2 {
            for key in &*keys {
                (low, high) = (high ^ round::<S>(low, *key), low);
            }
        }
    }
    low.to_le_bytes()
}

/// One round: addition, the table, eleven bits to the left.
fn round<S: Sbox>(half: u32, key: u32) -> u32 {
    let sum = half.wrapping_add(key);
    let mixed = S::SBOX.iter().zip((0..32).step_by(4)).fold(0, |mixed, (row, shift)| {
        let nibble = (sum >> shift & 15) as usize;
        mixed | u32::from(row.get(nibble).copied().unwrap_or_default()) << shift
    });
    mixed.rotate_left(11)
}

fn word(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_across_meshes() {
        let key = Key::new([0x5a; 32]);
        let plain: Vec<u8> = (0..3000_u32).map(|number| (number % 251) as u8).collect();
        let mut bytes = plain.clone();
        seal(param_z, &key, [7; 8], &mut bytes);
        assert_ne!(bytes, plain);
        open(param_z, &key, [7; 8], &mut bytes);
        assert_eq!(bytes, plain);
    }

    /// The rounds of the code are the first sixteen of the cipher, whose other sixteen follow here.
    #[test]
    fn the_rounds_are_those_of_the_cipher() {
        let key = Key::new(std::array::from_fn(|at| (at * 7 + 3) as u8));
        let block: Block = *b"8 octets";
        let keys: Vec<u32> = key.chunks_exact(4).map(word).collect();
        let (mut low, mut high) = (word(&block[..4]), word(&block[4..]));
        for key in keys.iter().cycle().take(24).chain(keys.iter().rev()) {
            (low, high) = (high ^ round_of(param_z, low, *key), low);
        }
        let ours = [high.to_le_bytes(), low.to_le_bytes()].concat();
        let mut theirs = block;
        encrypt_blocks(param_z, &key, &mut theirs);
        assert_eq!(ours, theirs);
    }

    fn round_of<S: Sbox>(_: fn(&[u8; 32]) -> Gost89<S>, half: u32, key: u32) -> u32 {
        round::<S>(half, key)
    }
}
