//! BER around a CMS, turned into DER (X.690): indefinite lengths, strings in pieces, lengths longer than they need be.
//!
//! Only the frame of a CMS may be BER (RFC 5652 §5.1, §10). What others have signed or will digest (certificates, lists, attributes, time
//! stamps) is handed on byte for byte wherever its own length is definite; a content in pieces is put together, which is what was signed.

use std::borrow::Cow;

use pki::Malformed;
use pki::asn1::{limits, tag, write};

/// Most elements looked at.
const MOST: usize = 1 << 20;

/// The same CMS in DER; borrowed where it is DER already.
pub fn to_der(input: &[u8]) -> Result<Cow<'_, [u8]>, Malformed> {
    if limits::check(input, limits::CMS).is_ok() {
        return Ok(Cow::Borrowed(input));
    }
    if input.len() > limits::CMS {
        return Err(Malformed("too long"));
    }
    let mut walk = Walk { rest: input, elements: 0 };
    let mut output = Vec::with_capacity(input.len());
    walk.element(&mut output, Place::Info, 0)?;
    if walk.rest.is_empty() { Ok(Cow::Owned(output)) } else { Err(Malformed("trailing bytes")) }
}

/// The CMS at the beginning of `input`, in DER, and what stands behind it.
pub(crate) fn first_to_der(input: &[u8]) -> Result<(Vec<u8>, &[u8]), Malformed> {
    let mut walk = Walk { rest: input, elements: 0 };
    let mut output = Vec::new();
    walk.element(&mut output, Place::Info, 0)?;
    if output.len() > limits::CMS { Err(Malformed("too long")) } else { Ok((output, walk.rest)) }
}

/// One element beside the frame, in DER wherever it has no length of its own.
pub(crate) fn element_to_der(input: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut walk = Walk { rest: input, elements: 0 };
    let mut output = Vec::with_capacity(input.len());
    walk.element(&mut output, Place::Beside, 0)?;
    if walk.rest.is_empty() { Ok(output) } else { Err(Malformed("trailing bytes")) }
}

struct Walk<'a> {
    rest: &'a [u8],
    elements: usize,
}

/// How long an element says that it is.
#[derive(Clone, Copy)]
enum Length {
    Definite(usize),
    Indefinite,
}

/// Where in a CMS an element stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Info,
    Wrapped,
    Data,
    Content,
    WrappedContent,
    Certificates,
    Signers,
    Signer,
    /// Not part of the frame.
    Beside,
}

impl Place {
    /// Of an element with this tag, the `index`-th in one that stands here.
    fn inside(self, tag: u8, index: usize) -> Self {
        const WRAP: u8 = tag::context(0);
        const LISTS: u8 = tag::context(1);
        match (self, tag, index) {
            (Self::Info, WRAP, 1) => Self::Wrapped,
            (Self::Wrapped, tag::SEQUENCE, 0) => Self::Data,
            (Self::Data, tag::SEQUENCE, 2) => Self::Content,
            (Self::Data, WRAP | LISTS, _) => Self::Certificates,
            (Self::Data, tag::SET, 3..) => Self::Signers,
            (Self::Content, WRAP, 1) => Self::WrappedContent,
            (Self::Signers, tag::SEQUENCE, _) => Self::Signer,
            _ => Self::Beside,
        }
    }
}

impl<'a> Walk<'a> {
    /// Copies one element. Constructed ones are looked into on the frame, and beside it where they have no length of their own.
    fn element(&mut self, output: &mut Vec<u8>, place: Place, depth: usize) -> Result<(), Malformed> {
        let whole = self.rest;
        let (tag, length) = self.header()?;
        let constructed = tag & 0x20 != 0;
        match length {
            Length::Indefinite if !constructed => return Err(Malformed("indefinite length")),
            Length::Definite(length) if !constructed => output.extend_from_slice(&write::element(tag, self.take(length)?)),
            Length::Definite(length) if place == Place::Beside && tag != STRING_IN_PIECES => {
                self.take(length)?;
                output.extend_from_slice(&whole[..whole.len() - self.rest.len()]);
            }
            _ if depth == limits::DEPTH => return Err(Malformed("nested too deep")),
            length if tag == STRING_IN_PIECES => {
                let mut string = Vec::new();
                self.inside(length, |walk| walk.piece(&mut string, depth + 1))?;
                output.extend_from_slice(&write::octets(&string));
            }
            length => {
                let (mut contents, mut index) = (Vec::new(), 0);
                self.inside(length, |walk| {
                    let next = walk.rest.first().map_or(Place::Beside, |tag| place.inside(*tag, index));
                    index += 1;
                    walk.element(&mut contents, next, depth + 1)
                })?;
                output.extend_from_slice(&write::element(tag, &contents));
            }
        }
        Ok(())
    }

    /// A piece of a string, which may be in pieces itself.
    fn piece(&mut self, string: &mut Vec<u8>, depth: usize) -> Result<(), Malformed> {
        match self.header()? {
            (tag::OCTET_STRING, Length::Definite(length)) => string.extend_from_slice(self.take(length)?),
            (STRING_IN_PIECES, length) if depth < limits::DEPTH => self.inside(length, |walk| walk.piece(string, depth + 1))?,
            _ => return Err(Malformed("piece of a string")),
        }
        Ok(())
    }

    /// Whatever stands in an element of this length, one after another.
    fn inside(&mut self, length: Length, mut each: impl FnMut(&mut Self) -> Result<(), Malformed>) -> Result<(), Malformed> {
        match length {
            Length::Definite(length) => {
                let mut inner = Walk { rest: self.take(length)?, elements: self.elements };
                while !inner.rest.is_empty() {
                    each(&mut inner)?;
                }
                self.elements = inner.elements;
            }
            Length::Indefinite => {
                while !self.rest.starts_with(&[0, 0]) {
                    each(self)?;
                }
                self.take(2)?;
            }
        }
        Ok(())
    }

    fn header(&mut self) -> Result<(u8, Length), Malformed> {
        self.elements += 1;
        if self.elements > MOST {
            return Err(Malformed("too many elements"));
        }
        let [tag, first, ..] = *self.rest else { return Err(Malformed("truncated")) };
        if tag & 0x1f == 0x1f {
            return Err(Malformed("high tag number"));
        }
        self.take(2)?;
        let length = match first {
            0x80 => Length::Indefinite,
            0..0x80 => Length::Definite(usize::from(first)),
            _ => {
                let octets = self.take(usize::from(first & 0x7f))?;
                let octets = octets.iter().skip_while(|octet| **octet == 0).copied().collect::<Vec<_>>();
                if octets.len() > 4 {
                    return Err(Malformed("length"));
                }
                Length::Definite(octets.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet)))
            }
        };
        Ok((tag, length))
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Malformed("length"))?;
        self.rest = rest;
        Ok(taken)
    }
}

/// A constructed OCTET STRING.
const STRING_IN_PIECES: u8 = 0x24;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::{CONTENT, House};

    /// The frame of a CMS written anew: bits choose between an indefinite length and one longer than it need be, and cut strings up.
    fn to_ber(der: &[u8], place: Place, bits: &mut impl Iterator<Item = u8>) -> Vec<u8> {
        let mut reader = pki::asn1::Reader::new(der);
        let element = reader.element().expect("DER");
        if place == Place::Beside && element.tag != tag::OCTET_STRING {
            return der.to_vec();
        }
        let (mut inner, mut contents, mut index) = (pki::asn1::Reader::new(element.value), Vec::new(), 0);
        let choice = bits.next().unwrap_or(0);
        let tag = match (element.tag & 0x20, choice) {
            (0, 0..128) => return der.to_vec(),
            (0, _) => {
                for piece in element.value.chunks(7) {
                    contents.extend(write::octets(piece));
                }
                STRING_IN_PIECES
            }
            _ => {
                while let Some(tag) = inner.peek() {
                    let raw = inner.element().expect("DER").raw;
                    contents.extend(to_ber(raw, place.inside(tag, index), bits));
                    index += 1;
                }
                element.tag
            }
        };
        let length = u32::try_from(contents.len()).expect("short").to_be_bytes();
        match choice % 3 {
            0 => [&[tag, 0x80], &contents[..], &[0, 0]].concat(),
            1 => [&[tag, 0x84], &length[..], &contents].concat(),
            _ => write::element(tag, &contents),
        }
    }

    thread_local!(static MADE: Vec<u8> = House::new().sign(CONTENT));

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_ber_the_frame_is_in_the_same_der_comes_out(bits in proptest::collection::vec(any::<u8>(), 40)) {
            MADE.with(|der| {
                let ber = to_ber(der, Place::Info, &mut bits.iter().copied());
                prop_assert_eq!(&*to_der(&ber).expect("BER"), &der[..]);
                Ok(())
            })?;
        }

        #[test]
        fn cut_and_changed_ber_is_refused_or_read_and_never_panics(bits in proptest::collection::vec(any::<u8>(), 40), at in any::<proptest::sample::Index>(), flip in 0_u8..8) {
            MADE.with(|der| {
                let mut ber = to_ber(der, Place::Info, &mut bits.iter().copied());
                let at = at.index(ber.len());
                prop_assert!(to_der(&ber[..at]).is_err());
                ber[at] ^= 1 << flip;
                let _ = to_der(&ber);
                Ok(())
            })?;
        }
    }

    #[test]
    fn der_is_lent_and_bombs_are_refused() {
        MADE.with(|der| assert!(matches!(to_der(der), Ok(Cow::Borrowed(same)) if same == der)));
        for opening in [[0x30, 0x80], [0xa0, 0x80]] {
            assert_eq!(to_der(&opening.repeat(200_000)), Err(Malformed("nested too deep")));
        }
        assert_eq!(to_der(&[STRING_IN_PIECES, 0x80].repeat(200_000)), Err(Malformed("piece of a string")));
        assert_eq!(to_der(&[0x04, 0x80, 0, 0]), Err(Malformed("indefinite length")));
        assert_eq!(to_der(&[0x30, 0x80, 0, 0, 0]), Err(Malformed("trailing bytes")));
        assert_eq!(to_der(&[0x24, 0x80, 0x02, 1, 1, 0, 0]), Err(Malformed("piece of a string")));
    }
}
