//! Algorithms that are known only to be refused by their name.

use crate::asn1::Reader;

/// Identifiers of signature and digest algorithms, and the name of what is weak about them.
const OBSOLETE: [(&str, &str); 15] = [
    ("1.2.840.113549.1.1.2", "MD2"),
    ("1.2.840.113549.1.1.3", "MD4"),
    ("1.2.840.113549.1.1.4", "MD5"),
    ("1.2.840.113549.1.1.5", "SHA-1"),
    ("1.3.14.3.2.29", "SHA-1"),
    ("1.2.840.10045.4.1", "SHA-1"),
    ("1.2.840.10040.4.3", "SHA-1"),
    ("1.2.643.2.2.3", "GOST R 34.11-94"),
    ("1.2.643.2.2.4", "GOST R 34.11-94"),
    ("1.2.643.2.2.9", "GOST R 34.11-94"),
    ("1.2.643.2.2.19", "GOST R 34.10-2001"),
    ("1.2.643.2.2.20", "GOST R 34.10-94"),
    ("1.2.840.113549.2.2", "MD2"),
    ("1.2.840.113549.2.5", "MD5"),
    ("1.3.14.3.2.26", "SHA-1"),
];

/// What of an AlgorithmIdentifier is too weak to be believed, if it is known for that: the name of the digest or scheme.
pub fn obsolete(raw: &[u8]) -> Option<&'static str> {
    let oid = Reader::whole_sequence(raw).and_then(|mut inner| inner.oid()).ok()?.to_string();
    OBSOLETE.into_iter().find(|(known, _)| *known == oid).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::write;

    #[test]
    fn what_is_weak_is_called_by_its_name() {
        let name = |oid: &str| obsolete(&write::sequence(&[&write::oid(oid.parse().expect("an identifier")), &write::null()]));
        assert_eq!(name("1.2.840.113549.1.1.4"), Some("MD5"));
        assert_eq!(name("1.2.643.2.2.3"), Some("GOST R 34.11-94"));
        for algorithm in crate::Algorithm::ALL {
            assert_eq!(obsolete(&algorithm.identifier()), None);
        }
    }
}
