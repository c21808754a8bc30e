//! Distinguished names: original bytes, and the attributes read out of them.

mod attribute;
mod canonical;

use std::fmt;

pub use attribute::{Attribute, Kind};

use crate::Malformed;
use crate::asn1::{Reader, tag, write};

/// Why a name cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("attribute {kind} of a name: {problem}")]
pub struct BadAttribute {
    /// Which one.
    pub kind: Kind,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// A distinguished name. Equal (`==`) where the bytes are equal, which is how our own certificates chain; foreign ones chain by
/// [`Name::matches`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    der: Vec<u8>,
    rdns: Vec<Vec<Attribute>>,
    canonical: Vec<Vec<u8>>,
}

impl Name {
    /// Builds a name of one attribute a relative name, in this order (country first is the custom). Russian numbers become
    /// NumericString, the country PrintableString, mail IA5String, the rest UTF8String.
    pub fn build(attributes: &[(Kind, &str)]) -> Result<Self, BadAttribute> {
        let mut rdns = Vec::with_capacity(attributes.len());
        let mut der = Vec::new();
        for (kind, value) in attributes {
            let attribute = Attribute::build(*kind, value).map_err(|problem| BadAttribute { kind: *kind, problem })?;
            der.extend(write::set_of(vec![attribute.to_der()]));
            rdns.push(vec![attribute]);
        }
        Ok(Self { der: write::element(tag::SEQUENCE, &der), canonical: canonical::of(&rdns), rdns })
    }

    /// Reads a Name, whatever it holds: an unknown attribute or an odd encoding is not an error here but a finding of [`crate::lint`].
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::whole_sequence(der)?;
        let mut rdns = Vec::new();
        while !reader.is_empty() {
            let mut set = Reader::new(reader.expect(tag::SET)?.value);
            let mut rdn = Vec::new();
            while !set.is_empty() {
                rdn.push(Attribute::parse(&mut set)?);
            }
            rdns.push(rdn);
        }
        Ok(Self { der: der.to_vec(), canonical: canonical::of(&rdns), rdns })
    }

    /// The original bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Relative names as they stand, each with its attributes.
    pub fn rdns(&self) -> &[Vec<Attribute>] {
        &self.rdns
    }

    /// All attributes in the order they stand.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.rdns.iter().flatten()
    }

    /// Value of the first attribute of this kind.
    pub fn get(&self, kind: Kind) -> Option<&str> {
        self.attributes().find(|attribute| attribute.kind == kind).map(|attribute| attribute.value.as_str())
    }

    /// Do both say the same by RFC 5280 §7.1: whatever the string types, the case of letters and the number of spaces between words?
    pub fn matches(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }

    /// Does this name begin with all relative names of `base` (as a directory subtree of name constraints)?
    pub fn is_within(&self, base: &Self) -> bool {
        self.canonical.starts_with(&base.canonical)
    }

    /// This name with one more relative name, given in DER.
    pub(crate) fn below(&self, rdn: &[u8]) -> Result<Self, Malformed> {
        let rdns = Reader::whole_sequence(&self.der)?.rest();
        Self::parse(&write::sequence(&[rdns, rdn]))
    }

    /// What [`Self::matches`] compares, a relative name each.
    pub(crate) fn canonical(&self) -> &[Vec<u8>] {
        &self.canonical
    }

    /// Without any attribute?
    pub fn is_empty(&self) -> bool {
        self.attributes().next().is_none()
    }
}

/// The manner of RFC 4514: the last relative name first, `KEY=value` by commas, with the usual Russian short names.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, rdn) in self.rdns.iter().rev().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            for (index, attribute) in rdn.iter().enumerate() {
                write!(f, "{}{attribute}", if index > 0 { "+" } else { "" })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Name {
        Name::build(&[
            (Kind::Country, "RU"),
            (Kind::CommonName, "Иванов, Иван + Ко"),
            (Kind::Surname, "Иванов"),
            (Kind::Inn, "500100732259"),
            (Kind::Snils, "11223344595"),
            (Kind::Email, "ivanov@example.ru"),
        ])
        .expect("a good name")
    }

    #[test]
    fn a_name_is_read_back_as_it_was_built() {
        let name = person();
        assert_eq!(Name::parse(name.der()), Ok(name.clone()));
        assert_eq!(name.get(Kind::Inn), Some("500100732259"));
        assert_eq!(name.get(Kind::Ogrn), None);
    }

    #[test]
    fn numbers_are_numeric_strings_under_the_russian_identifiers() {
        let name = person();
        let tags: Vec<u8> = name.attributes().map(|attribute| attribute.tag).collect();
        assert_eq!(
            tags,
            [tag::PRINTABLE_STRING, tag::UTF8_STRING, tag::UTF8_STRING, tag::NUMERIC_STRING, tag::NUMERIC_STRING, tag::IA5_STRING]
        );
        let oids: Vec<String> = name.attributes().map(|attribute| attribute.kind.oid().to_string()).collect();
        assert_eq!(oids[3..5], ["1.2.643.3.131.1.1", "1.2.643.100.3"]);
    }

    #[test]
    fn names_match_whatever_the_spelling() {
        let rdn = |tag: u8, value: &str| {
            write::set_of(vec![write::sequence(&[&write::oid(crate::oid::COMMON_NAME), &write::element(tag, value.as_bytes())])])
        };
        let name = |rdns: &[Vec<u8>]| Name::parse(&write::sequence(&rdns.iter().map(Vec::as_slice).collect::<Vec<_>>())).expect("a name");
        let one = name(&[rdn(tag::PRINTABLE_STRING, " Trust   Anchor ")]);
        assert!(one.matches(&name(&[rdn(tag::UTF8_STRING, "trust anchor")])));
        assert!(!one.matches(&name(&[rdn(tag::UTF8_STRING, "trustanchor")])));
        assert!(!one.matches(&name(&[rdn(tag::UTF8_STRING, "trust anchor"), rdn(tag::UTF8_STRING, "trust anchor")])));
        assert!(name(&[rdn(tag::UTF8_STRING, "trust anchor"), rdn(tag::UTF8_STRING, "ЮГ")]).is_within(&one));
        assert!(name(&[rdn(tag::UTF8_STRING, "ЮГ")]).matches(&name(&[rdn(tag::UTF8_STRING, "юг")])));
        assert!(!one.is_within(&name(&[rdn(tag::UTF8_STRING, "trust anchor"), rdn(tag::UTF8_STRING, "юг")])));
        assert!(person().matches(&person()) && !person().matches(&one));
    }

    #[test]
    fn the_shown_form_is_reversed_and_escaped() {
        let shown = person().to_string();
        assert_eq!(shown, "E=ivanov@example.ru,SNILS=11223344595,INN=500100732259,SN=Иванов,CN=Иванов\\, Иван \\+ Ко,C=RU");
    }

    #[test]
    fn values_of_wrong_form_are_refused() {
        for (kind, value) in [
            (Kind::Inn, "5001007322"),
            (Kind::Snils, "112-233-445 95"),
            (Kind::InnLe, "771234567x"),
            (Kind::Country, "Россия"),
            (Kind::CommonName, ""),
            (Kind::CommonName, " Иванов"),
            (Kind::CommonName, "Иванов\u{0}"),
            (Kind::Email, "иванов@пример.рф"),
        ] {
            assert!(Name::build(&[(kind, value)]).is_err(), "{kind} {value}");
        }
    }
}
