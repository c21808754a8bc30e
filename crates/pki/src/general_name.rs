//! GeneralName (RFC 5280 §4.2.1.6): alternative names, bases of name constraints, names of distribution points.

use crate::asn1::{Element, Reader, tag};
use crate::{Malformed, Name};

/// One name of some form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GeneralName {
    /// rfc822Name: a mailbox, or a host or domain in constraints.
    Email(String),
    /// dNSName.
    Dns(String),
    /// directoryName.
    Directory(Name),
    /// uniformResourceIdentifier, or a host or domain in constraints.
    Uri(String),
    /// iPAddress: 4 or 16 octets; twice as many in constraints.
    Ip(Vec<u8>),
    /// Any other form: tag octet and contents.
    Other(u8, Vec<u8>),
}

impl GeneralName {
    /// Reads one name.
    pub fn parse(element: Element<'_>) -> Result<Self, Malformed> {
        Ok(match element.tag {
            0x81 => Self::Email(ascii(element.value)?),
            0x82 => Self::Dns(ascii(element.value)?),
            0xa4 => {
                let mut inner = Reader::new(element.value);
                let name = Name::parse(inner.expect(tag::SEQUENCE)?.raw)?;
                inner.end()?;
                Self::Directory(name)
            }
            0x86 => Self::Uri(ascii(element.value)?),
            0x87 => Self::Ip(element.value.to_vec()),
            0xa0 | 0xa3 | 0xa5 | 0x88 => Self::Other(element.tag, element.value.to_vec()),
            _ => return Err(Malformed("general name")),
        })
    }

    /// Reads names that stand side by side until the end; at least one.
    pub fn parse_all(mut reader: Reader<'_>) -> Result<Vec<Self>, Malformed> {
        let mut names = Vec::new();
        while !reader.is_empty() {
            names.push(Self::parse(reader.element()?)?);
        }
        if names.is_empty() { Err(Malformed("no general names")) } else { Ok(names) }
    }

    /// The same name? Directory names by [`Name::matches`], other forms by their text.
    pub fn matches(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Directory(one), Self::Directory(other)) => one.matches(other),
            _ => self == other,
        }
    }
}

fn ascii(value: &[u8]) -> Result<String, Malformed> {
    std::str::from_utf8(value).ok().filter(|text| text.is_ascii()).map(str::to_owned).ok_or(Malformed("general name"))
}
