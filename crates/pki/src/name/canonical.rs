//! The form in which names are compared (RFC 5280 §7.1): letters folded, spaces collapsed, string types forgotten.
//!
//! Unicode compatibility forms (NFKC of RFC 4518) are not folded: names that differ in them are different names, which is the safe side.

use super::Attribute;
use crate::asn1::write;

/// One entry a relative name; attributes of a relative name in the order of their bytes, for a SET has none of its own.
pub(super) fn of(rdns: &[Vec<Attribute>]) -> Vec<Vec<u8>> {
    rdns.iter()
        .map(|rdn| {
            let mut attributes: Vec<Vec<u8>> = rdn.iter().map(attribute).collect();
            attributes.sort();
            attributes.concat()
        })
        .collect()
}

/// Identifier and folded text, each with its length; a value that is no string is compared by its bytes and can equal no string.
fn attribute(attribute: &Attribute) -> Vec<u8> {
    let (kind, text) = match attribute.other_type() {
        Some(raw) => (1, raw.to_owned()),
        None => (0, fold(&attribute.value)),
    };
    [write::oid(attribute.kind.oid()), write::element(kind, text.as_bytes())].concat()
}

fn fold(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
