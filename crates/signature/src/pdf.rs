//! Signatures inside of PDF (ISO 32000-1 §12.8.1): a detached CMS in hexadecimal digits, over all of the file but these digits.
//!
//! No object of the file is read. A signature that is asked about here covers everything from the first byte to the last but its own digits,
//! so what it is over needs no understanding: the four numbers of a `/ByteRange` are found by their text, and hold only if they leave out
//! nothing but one string of hexadecimal digits between angle brackets. Whoever changes, adds or hides anything changes what was signed. A
//! file that grew behind its signature is not whole, even where what is behind it is honest.

use pki::asn1::limits;
use pki::{Digest, Hasher};

use crate::ContentDigest;
use crate::cms::ber;

/// Most places that are tried as the four numbers: files have one or two.
const MOST_RANGES: usize = 64;
/// Most octets between the name and the end of its four numbers.
const LONGEST_RANGE: usize = 128;
/// Most digits of each number.
const MOST_DIGITS: usize = 12;

const NAME: &[u8] = b"/ByteRange";

/// Why a file has no signature over the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// It is no PDF, or there is no signature in it.
    #[error("no signature inside")]
    Unsigned,
    /// There is one, and it leaves out more than its own digits.
    #[error("the signature does not cover the whole file")]
    NotWhole,
    /// What stands in the place of the CMS is none, or a longer one than is read.
    #[error("no CMS in the place of the signature")]
    Malformed,
}

/// A signature over the whole of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded<'a> {
    /// The CMS, in DER where only its frame was BER.
    pub cms: Vec<u8>,
    /// What it is over: what stands before its digits, and what stands behind them.
    pub covered: [&'a [u8]; 2],
}

impl Embedded<'_> {
    /// The digest of what it is over.
    pub fn digest(&self, algorithm: Digest) -> ContentDigest {
        let mut hasher = Hasher::new(algorithm);
        self.covered.iter().for_each(|part| hasher.update(part));
        ContentDigest { algorithm, value: hasher.finish() }
    }
}

/// Finds the signature that covers all of `file`.
///
/// # Errors
///
/// Why there is none; of several reasons that of the signature which came farthest.
pub fn whole(file: &[u8]) -> Result<Embedded<'_>, NotSigned> {
    if !file.starts_with(b"%PDF-") {
        return Err(NotSigned::Unsigned);
    }
    let mut why = NotSigned::Unsigned;
    for place in places(file).take(MOST_RANGES) {
        let Some(range) = numbers(&file[place..]) else { continue };
        match covers(file, range) {
            Ok(embedded) => return Ok(embedded),
            Err(NotSigned::Malformed) => why = NotSigned::Malformed,
            Err(_) if why == NotSigned::Unsigned => why = NotSigned::NotWhole,
            Err(_) => {}
        }
    }
    Err(why)
}

/// Behind each place where the name stands.
fn places(file: &[u8]) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = file[from..].windows(NAME.len()).position(|window| window == NAME)?;
        from += at + NAME.len();
        Some(from)
    })
}

/// The four numbers in brackets that follow the name.
fn numbers(behind: &[u8]) -> Option<[usize; 4]> {
    let near = &behind[..behind.len().min(LONGEST_RANGE)];
    let open = near.iter().position(|byte| !byte.is_ascii_whitespace()).filter(|at| near[*at] == b'[')?;
    let close = near.iter().position(|byte| *byte == b']').filter(|close| *close > open)?;
    let text = std::str::from_utf8(&near[open + 1..close]).ok()?;
    let mut numbers = text.split_ascii_whitespace().map(|word| {
        let plain = (1..=MOST_DIGITS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| word.parse::<usize>().ok()).flatten()
    });
    let mut next = || numbers.next().flatten();
    let range = [next()?, next()?, next()?, next()?];
    numbers.next().is_none().then_some(range)
}

/// The signature, where the numbers leave out nothing but it.
fn covers(file: &[u8], [start, before, after, rest]: [usize; 4]) -> Result<Embedded<'_>, NotSigned> {
    let fits = start == 0 && before < after && after.checked_add(rest) == Some(file.len());
    if !fits {
        return Err(NotSigned::NotWhole);
    }
    let gap = &file[before..after];
    let digits = gap.strip_prefix(b"<").and_then(|gap| gap.strip_suffix(b">")).ok_or(NotSigned::NotWhole)?;
    if !digits.iter().all(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()) {
        return Err(NotSigned::NotWhole);
    }
    // twice as many digits as octets of the longest CMS, and as many of padding
    if digits.len() > 4 * limits::CMS {
        return Err(NotSigned::Malformed);
    }
    Ok(Embedded { cms: cms(digits).ok_or(NotSigned::Malformed)?, covered: [&file[..before], &file[after..]] })
}

/// The CMS in the digits. Behind it there may be zeros, which fill the place that was kept for it.
fn cms(digits: &[u8]) -> Option<Vec<u8>> {
    let mut nibbles = digits.iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|nibble| nibble as u8);
    let mut octets = Vec::with_capacity(digits.len() / 2);
    while let Some(high) = nibbles.next() {
        // a last digit without its pair is followed by a zero (ISO 32000-1 §7.3.4.3)
        octets.push(high << 4 | nibbles.next().unwrap_or(0));
    }
    let (cms, padding) = ber::first_to_der(&octets).ok()?;
    padding.iter().all(|octet| *octet == 0).then_some(cms)
}

#[cfg(test)]
mod tests {
    use pki::path::Revocation;
    use pki::{Algorithm, Time};

    use super::*;
    use crate::fixture::{House, now};
    use crate::{assemble, prepare, verify};

    const ROOM: usize = 8 << 10;

    /// A file whose signature of `room` octets is over all of it, made by `sign` from the digest of the rest.
    fn signed_by(algorithm: Algorithm, sign: impl Fn(&ContentDigest) -> Vec<u8>) -> Vec<u8> {
        let head = b"%PDF-1.7\n1 0 obj\n<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 ".to_vec();
        let tail = b" >>\nendobj\n%%EOF\n".to_vec();
        let place = 3 * 11 + b"] /Contents ".len();
        let before = head.len() + place;
        let after = before + 2 + 2 * ROOM;
        let numbers = format!("{before:010} {after:010} {:010} ] /Contents ", tail.len());
        assert_eq!(numbers.len(), place);
        let covered = [head, numbers.into_bytes()].concat();
        let algorithm = algorithm.digest();
        let digest = ContentDigest { algorithm, value: algorithm.of(&[&covered[..], &tail].concat()) };
        let mut digits: String = sign(&digest).iter().map(|octet| format!("{octet:02x}")).collect();
        assert!(digits.len() <= 2 * ROOM);
        digits.extend(std::iter::repeat_n('0', 2 * ROOM - digits.len()));
        [&covered[..], b"<", digits.as_bytes(), b">", &tail].concat()
    }

    fn signed(house: &House) -> Vec<u8> {
        signed_by(house.key.algorithm(), |digest| {
            let prepared = prepare(digest, &house.signer, now()).expect("prepared");
            let signature = house.key.sign(prepared.bytes());
            assemble(&prepared, &house.signer, &signature, std::slice::from_ref(&house.issuing)).expect("assembled")
        })
    }

    fn stands(house: &House, file: &[u8], at: Time) -> bool {
        let Ok(embedded) = whole(file) else { return false };
        let digest = embedded.digest(house.key.algorithm().digest());
        verify(&embedded.cms, &[digest], &house.trust(&[], Revocation::IfAtHand), at).passed()
    }

    #[test]
    fn a_signature_over_the_whole_file_stands_by_ecdsa_and_by_gost() {
        for house in [House::new(), House::gost(gost::ParameterSet::CryptoProA)] {
            assert!(stands(&house, &signed(&house), now()));
        }
    }

    #[test]
    fn every_byte_of_the_file_counts() {
        let house = House::new();
        let file = signed(&house);
        let end = whole(&file).expect("signed").covered[0].len() + 1 + 4000;
        for at in (0..end).step_by(7).chain(file.len() - 20..file.len()) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(!stands(&house, &changed, now()), "byte {at}");
        }
    }

    #[test]
    fn what_is_added_behind_a_signature_or_hidden_in_its_place_is_found() {
        let house = House::new();
        let file = signed(&house);
        assert_eq!(whole(&[&file[..], b"\n"].concat()), Err(NotSigned::NotWhole));
        assert_eq!(whole(&[&file[..], &file].concat()), Err(NotSigned::NotWhole));
        assert_eq!(whole(&file[..file.len() - 1]), Err(NotSigned::NotWhole));
        // in the padding
        let last = whole(&file).expect("signed").covered[0].len() + 2 * ROOM;
        for (byte, why) in [(b'1', NotSigned::Malformed), (b'>', NotSigned::NotWhole), (b'/', NotSigned::NotWhole)] {
            let mut changed = file.clone();
            changed[last] = byte;
            assert_eq!(whole(&changed), Err(why), "{}", char::from(byte));
        }
    }

    #[test]
    fn numbers_that_promise_what_is_not_there_are_refused() {
        let range = |text: &str| whole(format!("%PDF-1.4 /ByteRange {text} >>").as_bytes()).map(|_| ());
        for text in ["[0 10 20 999999999999]", "[1 10 20 5]", "[0 20 10 5]", "[0 10 10 5]", "[0 0 0 0]", "[0 10 18446744073709551615 5]"] {
            assert!(matches!(range(text), Err(NotSigned::NotWhole | NotSigned::Unsigned)), "{text}");
        }
        for text in ["", "[", "[]", "0 1 2 3", "[0 1 2]", "[0 1 2 3 4]", "[0 -1 2 3]", "[0 +1 2 3]", "[0 1 2 3.0]", "[a b c d]"] {
            assert_eq!(range(text), Err(NotSigned::Unsigned), "{text}");
        }
        assert_eq!(whole(b""), Err(NotSigned::Unsigned));
        assert_eq!(whole(b"<html>/ByteRange [0 1 2 3]"), Err(NotSigned::Unsigned));
    }

    #[test]
    fn crowds_of_ranges_come_to_an_end() {
        let mut crowd = b"%PDF-1.4\n".to_vec();
        crowd.extend(b"/ByteRange [0 5 9 3] ".repeat(100_000));
        assert_eq!(whole(&crowd), Err(NotSigned::NotWhole));
    }
}
