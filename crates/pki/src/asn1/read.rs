//! A cursor over DER that hands out the original bytes of every element.

use const_oid::ObjectIdentifier;

use super::{limits, tag};
use crate::Malformed;

/// One element: its tag octet, all of its bytes, and its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    /// The tag octet.
    pub tag: u8,
    /// Header and contents, as they stand in the input.
    pub raw: &'a [u8],
    /// Contents only.
    pub value: &'a [u8],
}

/// Reads elements one after another. Copying it is a look ahead.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Over elements that stand side by side: the contents of a SEQUENCE, say.
    pub const fn new(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    /// Is everything read?
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is not read yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next tag octet, if there is one.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is.
    pub fn element(&mut self) -> Result<Element<'a>, Malformed> {
        let header = limits::header(self.rest)?;
        let end = header.length.checked_add(header.contents).filter(|end| *end <= self.rest.len()).ok_or(Malformed("length"))?;
        let (raw, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Element { tag: header.tag, raw, value: &raw[header.length..] })
    }

    /// The next element, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Result<Element<'a>, Malformed> {
        if self.peek() == Some(tag) { self.element() } else { Err(Malformed("unexpected tag")) }
    }

    /// The next element if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, Malformed> {
        if self.peek() == Some(tag) { self.element().map(Some) } else { Ok(None) }
    }

    /// Fails if something is left.
    pub fn end(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed("trailing bytes")) }
    }

    /// The contents of the SEQUENCE that comes next.
    pub fn sequence(&mut self) -> Result<Reader<'a>, Malformed> {
        Ok(Reader::new(self.expect(tag::SEQUENCE)?.value))
    }

    /// The OBJECT IDENTIFIER that comes next.
    pub fn oid(&mut self) -> Result<ObjectIdentifier, Malformed> {
        ObjectIdentifier::from_bytes(self.expect(tag::OID)?.value).map_err(|_| Malformed("object identifier"))
    }

    /// The contents of the INTEGER that comes next: two's complement, shortest form.
    pub fn integer(&mut self) -> Result<&'a [u8], Malformed> {
        let value = self.expect(tag::INTEGER)?.value;
        match value {
            [] => Err(Malformed("integer")),
            [0x00, next, ..] if *next < 0x80 => Err(Malformed("integer")),
            [0xff, next, ..] if *next >= 0x80 => Err(Malformed("integer")),
            _ => Ok(value),
        }
    }

    /// An INTEGER of 0..=255.
    pub fn small(&mut self) -> Result<u8, Malformed> {
        match self.integer()? {
            [value] if *value < 0x80 => Ok(*value),
            [0, value] => Ok(*value),
            _ => Err(Malformed("integer out of range")),
        }
    }

    /// The BIT STRING that comes next, which must be whole octets.
    pub fn bits(&mut self) -> Result<&'a [u8], Malformed> {
        match self.expect(tag::BIT_STRING)?.value {
            [0, octets @ ..] => Ok(octets),
            _ => Err(Malformed("bit string")),
        }
    }

    /// The named bits of a BIT STRING that comes next, or of one under the implicit `tag`: bit 0 is the lowest of the answer. Bits beyond
    /// 31 are refused.
    pub fn named_bits(&mut self, tag: u8) -> Result<u32, Malformed> {
        const BAD: Malformed = Malformed("named bits");
        let (unused, octets) = self.expect(tag)?.value.split_first().ok_or(BAD)?;
        let last = octets.last().copied().unwrap_or(0);
        if *unused > 7 || octets.len() > 4 || (octets.is_empty() && *unused != 0) || last.trailing_zeros() < u32::from(*unused) {
            return Err(BAD);
        }
        Ok(octets.iter().rev().fold(0, |sum, octet| sum << 8 | u32::from(octet.reverse_bits())))
    }

    /// A BOOLEAN DEFAULT FALSE.
    pub fn flag(&mut self) -> Result<bool, Malformed> {
        self.flag_under(tag::BOOLEAN)
    }

    /// A BOOLEAN DEFAULT FALSE under an implicit tag.
    pub fn flag_under(&mut self, tag: u8) -> Result<bool, Malformed> {
        match self.optional(tag)? {
            None => Ok(false),
            Some(Element { value: [0xff], .. }) => Ok(true),
            Some(_) => Err(Malformed("boolean")),
        }
    }
}

/// Reads one SEQUENCE that is the whole input.
impl<'a> Reader<'a> {
    /// The contents of the SEQUENCE that is all of `input`.
    pub fn whole_sequence(input: &'a [u8]) -> Result<Reader<'a>, Malformed> {
        let mut outer = Reader::new(input);
        let inner = outer.sequence()?;
        outer.end()?;
        Ok(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_keep_their_original_bytes() {
        let mut reader = Reader::new(&[0x02, 0x01, 0x05, 0x04, 0x02, 0xaa, 0xbb]);
        assert_eq!(reader.small(), Ok(5));
        let octets = reader.expect(tag::OCTET_STRING).expect("an octet string");
        assert_eq!((octets.raw, octets.value), (&[0x04, 0x02, 0xaa, 0xbb][..], &[0xaa, 0xbb][..]));
        assert_eq!(reader.end(), Ok(()));
    }

    #[test]
    fn named_bits_are_counted_from_the_first() {
        let read = |der: &[u8]| Reader::new(der).named_bits(tag::BIT_STRING);
        assert_eq!(read(&[0x03, 0x02, 0x01, 0x06]), Ok(0b110_0000));
        assert_eq!(read(&[0x03, 0x03, 0x07, 0x00, 0x80]), Ok(1 << 8));
        assert_eq!(read(&[0x03, 0x01, 0x00]), Ok(0));
        for bad in
            [&[0x03, 0x00][..], &[0x03, 0x01, 0x01], &[0x03, 0x02, 0x01, 0x01], &[0x03, 0x02, 0x08, 0x00], &[0x03, 0x06, 0, 1, 1, 1, 1, 1]]
        {
            assert!(read(bad).is_err(), "{bad:02x?}");
        }
    }

    #[test]
    fn what_is_not_der_is_refused() {
        for bad in
            [&[0x02, 0x02, 0x00, 0x05][..], &[0x02, 0x81, 0x01, 0x05], &[0x02, 0x80, 0x05, 0x00, 0x00], &[0x02, 0x02, 0x05], &[0x02, 0x00]]
        {
            assert!(Reader::new(bad).integer().is_err(), "{bad:02x?}");
        }
        assert!(Reader::new(&[0x01, 0x01, 0x01]).flag().is_err());
        assert!(Reader::new(&[0x03, 0x02, 0x04, 0xf0]).bits().is_err());
    }
}
