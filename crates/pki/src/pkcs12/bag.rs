//! SafeBag: one thing in the safe, with its attributes.

use const_oid::ObjectIdentifier;

use crate::asn1::{Reader, tag};
use crate::{Malformed, oid};

/// A bag as it stands: kind, contents, and the two attributes that anybody uses.
pub(super) struct Bag<'a> {
    pub(super) kind: ObjectIdentifier,
    pub(super) value: &'a [u8],
    pub(super) name: Option<String>,
    pub(super) id: Option<Vec<u8>>,
}

impl<'a> Bag<'a> {
    pub(super) fn parse(mut reader: Reader<'a>) -> Result<Self, Malformed> {
        let kind = reader.oid()?;
        let value = reader.expect(tag::context(0))?.value;
        let (mut name, mut id) = (None, None);
        if let Some(set) = reader.optional(tag::SET)? {
            let mut attributes = Reader::new(set.value);
            while !attributes.is_empty() {
                let mut attribute = attributes.sequence()?;
                let oid = attribute.oid()?;
                let mut values = Reader::new(attribute.expect(tag::SET)?.value);
                attribute.end()?;
                match oid {
                    oid::FRIENDLY_NAME => name = Some(text(values.expect(tag::BMP_STRING)?.value)?),
                    oid::LOCAL_KEY_ID => id = Some(values.expect(tag::OCTET_STRING)?.value.to_vec()),
                    _ => {}
                }
            }
        }
        reader.end()?;
        Ok(Self { kind, value, name, id })
    }
}

/// BMPString; surrogates, which it should not have, are taken.
fn text(value: &[u8]) -> Result<String, Malformed> {
    const BAD: Malformed = Malformed("name of a bag");
    if !value.len().is_multiple_of(2) {
        return Err(BAD);
    }
    let units: Vec<u16> = value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).map_err(|_| BAD)
}
