//! Canonical DER out of parts.

use const_oid::ObjectIdentifier;

use super::tag;

/// An element with this tag octet and these contents.
pub fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let significant = &length[length.iter().position(|octet| *octet != 0).unwrap_or(length.len() - 1)..];
    let mut out = Vec::with_capacity(contents.len() + 6);
    out.push(tag);
    if contents.len() >= 0x80 {
        out.push(0x80 | u8::try_from(significant.len()).expect("at most eight octets"));
    }
    out.extend_from_slice(significant);
    out.extend_from_slice(contents);
    out
}

/// An element whose contents are `parts` one after another.
pub fn constructed(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    element(tag, &parts.concat())
}

/// SEQUENCE of ready elements.
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    constructed(tag::SEQUENCE, parts)
}

/// SET OF ready elements, sorted as DER asks.
pub fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    element(tag::SET, &parts.concat())
}

/// OBJECT IDENTIFIER.
pub fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    element(tag::OID, oid.as_bytes())
}

/// OCTET STRING.
pub fn octets(contents: &[u8]) -> Vec<u8> {
    element(tag::OCTET_STRING, contents)
}

/// BIT STRING of whole octets.
pub fn bits(octets: &[u8]) -> Vec<u8> {
    constructed(tag::BIT_STRING, &[&[0], octets])
}

/// NULL.
pub fn null() -> Vec<u8> {
    vec![tag::NULL, 0]
}

/// INTEGER of a non-negative number given big-endian.
pub fn unsigned(number: &[u8]) -> Vec<u8> {
    let significant = &number[number.iter().position(|octet| *octet != 0).unwrap_or(number.len())..];
    let sign: &[u8] = if significant.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    constructed(tag::INTEGER, &[sign, significant])
}

/// INTEGER of a small number.
pub fn integer(number: u64) -> Vec<u8> {
    unsigned(&number.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_integers_are_the_shortest() {
        assert_eq!(element(0x04, &[0; 127])[..2], [0x04, 0x7f]);
        assert_eq!(element(0x04, &[0; 128])[..3], [0x04, 0x81, 0x80]);
        assert_eq!(element(0x04, &[0; 256])[..4], [0x04, 0x82, 0x01, 0x00]);
        assert_eq!(element(0x05, &[]), [0x05, 0x00]);
        assert_eq!(integer(0), [0x02, 0x01, 0x00]);
        assert_eq!(integer(127), [0x02, 0x01, 0x7f]);
        assert_eq!(integer(128), [0x02, 0x02, 0x00, 0x80]);
        assert_eq!(unsigned(&[0, 0, 1, 2]), [0x02, 0x02, 0x01, 0x02]);
    }
}
