//! One attribute of a distinguished name.

use std::fmt;

use const_oid::ObjectIdentifier;

use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

/// Longest value that we write, in characters: full names of organizations go beyond the 64 of X.520, and readers take that.
const LONGEST: usize = 256;

/// What an attribute says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `CN`: shown name of the subject.
    CommonName,
    /// `SN`: фамилия.
    Surname,
    /// `GN`: имя и отчество.
    GivenName,
    /// `T`: должность.
    Title,
    /// `O`: organization.
    Organization,
    /// `OU`: unit of it.
    Unit,
    /// `C`: two letters of the country.
    Country,
    /// `ST`: region.
    Region,
    /// `L`: locality.
    Locality,
    /// `STREET`: street and house.
    Street,
    /// `E`: mail.
    Email,
    /// `SERIALNUMBER` of a name.
    SerialNumber,
    /// `OGRN`: 13 digits.
    Ogrn,
    /// `OGRNIP`: 15 digits.
    Ogrnip,
    /// `SNILS`: 11 digits.
    Snils,
    /// `INN` of a person: 12 digits.
    Inn,
    /// `INNLE`, ИНН of an organization: 10 digits.
    InnLe,
    /// Any other.
    Other(ObjectIdentifier),
}

const KNOWN: [(Kind, ObjectIdentifier, &str); 17] = [
    (Kind::CommonName, oid::COMMON_NAME, "CN"),
    (Kind::Surname, oid::SURNAME, "SN"),
    (Kind::GivenName, oid::GIVEN_NAME, "GN"),
    (Kind::Title, oid::TITLE, "T"),
    (Kind::Organization, oid::ORGANIZATION, "O"),
    (Kind::Unit, oid::UNIT, "OU"),
    (Kind::Country, oid::COUNTRY, "C"),
    (Kind::Region, oid::REGION, "ST"),
    (Kind::Locality, oid::LOCALITY, "L"),
    (Kind::Street, oid::STREET, "STREET"),
    (Kind::Email, oid::EMAIL, "E"),
    (Kind::SerialNumber, oid::SERIAL_NUMBER, "SERIALNUMBER"),
    (Kind::Ogrn, oid::OGRN, "OGRN"),
    (Kind::Ogrnip, oid::OGRNIP, "OGRNIP"),
    (Kind::Snils, oid::SNILS, "SNILS"),
    (Kind::Inn, oid::INN, "INN"),
    (Kind::InnLe, oid::INN_LE, "INNLE"),
];

impl Kind {
    /// Its object identifier.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Other(oid) => oid,
            known => KNOWN.into_iter().find(|(kind, ..)| *kind == known).expect("every other kind stands in the table").1,
        }
    }

    fn of(oid: ObjectIdentifier) -> Self {
        KNOWN.into_iter().find(|(_, known, _)| *known == oid).map_or(Self::Other(oid), |(kind, ..)| kind)
    }

    /// How many digits a value must have, where it is a number.
    pub const fn digits(self) -> Option<usize> {
        match self {
            Self::Ogrn => Some(13),
            Self::Ogrnip => Some(15),
            Self::Snils => Some(11),
            Self::Inn => Some(12),
            Self::InnLe => Some(10),
            _ => None,
        }
    }

    /// The string type that we write.
    pub const fn tag(self) -> u8 {
        match self {
            Self::Country | Self::SerialNumber => tag::PRINTABLE_STRING,
            Self::Email => tag::IA5_STRING,
            Self::Ogrn | Self::Ogrnip | Self::Snils | Self::Inn | Self::InnLe => tag::NUMERIC_STRING,
            _ => tag::UTF8_STRING,
        }
    }

    /// What is wrong with this value, if anything.
    pub fn problem(self, value: &str) -> Option<&'static str> {
        let characters = value.chars().count();
        match self.digits() {
            Some(digits) if characters != digits || !value.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Some("must be digits of its length");
            }
            _ => {}
        }
        match self {
            _ if value.trim().is_empty() => Some("must not be empty"),
            _ if value.trim() != value => Some("must not begin or end with a space"),
            _ if value.chars().any(char::is_control) => Some("must not hold control characters"),
            _ if characters > LONGEST => Some("must not be so long"),
            Self::Country if characters != 2 || !value.bytes().all(|byte| byte.is_ascii_uppercase()) => Some("must be two capital letters"),
            Self::Email if !value.is_ascii() => Some("must be ASCII"),
            Self::SerialNumber if !value.bytes().all(printable) => Some("must be printable"),
            _ => None,
        }
    }
}

/// Its short name, or the object identifier.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(oid) => write!(f, "{oid}"),
            known => f.write_str(KNOWN.into_iter().find(|(kind, ..)| kind == known).map_or("", |(.., short)| short)),
        }
    }
}

/// One attribute: what it says, how it was encoded, and its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// What it says.
    pub kind: Kind,
    /// Tag octet of the value.
    pub tag: u8,
    /// The text; `#` and hexadecimal of the element where the value is no string (RFC 4514 §2.4).
    pub value: String,
}

impl Attribute {
    pub(super) fn build(kind: Kind, value: &str) -> Result<Self, &'static str> {
        kind.problem(value).map_or_else(|| Ok(Self { kind, tag: kind.tag(), value: value.to_owned() }), Err)
    }

    pub(super) fn parse(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut inner = reader.sequence()?;
        let kind = Kind::of(inner.oid()?);
        let element = inner.element()?;
        inner.end()?;
        let value = text(element.tag, element.value)?.unwrap_or_else(|| format!("#{}", hex::encode(element.raw)));
        Ok(Self { kind, tag: element.tag, value })
    }

    /// The shown bytes of a value that is no string.
    pub(super) fn other_type(&self) -> Option<&str> {
        let strings = [tag::UTF8_STRING, tag::NUMERIC_STRING, tag::PRINTABLE_STRING, tag::IA5_STRING, tag::TELETEX_STRING, tag::BMP_STRING];
        (!strings.contains(&self.tag)).then_some(&self.value)
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        write::sequence(&[&write::oid(self.kind.oid()), &write::element(self.tag, self.value.as_bytes())])
    }
}

/// `KEY=value`, escaped as RFC 4514 §2.4 says.
impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=", self.kind)?;
        let last = self.value.chars().count().saturating_sub(1);
        for (index, character) in self.value.chars().enumerate() {
            match character {
                '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{character}")?,
                ' ' if index == 0 || index == last => f.write_str("\\ ")?,
                character if character.is_control() => {
                    let mut octets = [0; 4];
                    character.encode_utf8(&mut octets).bytes().try_for_each(|octet| write!(f, "\\{octet:02X}"))?;
                }
                character => write!(f, "{character}")?,
            }
        }
        Ok(())
    }
}

fn printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}

/// Text of a string type; `None` for other types.
fn text(tag: u8, value: &[u8]) -> Result<Option<String>, Malformed> {
    const BAD: Malformed = Malformed("string of a name");
    let ascii = |allowed: fn(u8) -> bool| {
        let good = value.iter().all(|byte| allowed(*byte));
        if good { Ok(value.iter().map(|byte| char::from(*byte)).collect()) } else { Err(BAD) }
    };
    match tag {
        tag::UTF8_STRING => String::from_utf8(value.to_vec()).map_err(|_| BAD),
        tag::NUMERIC_STRING => ascii(|byte| byte.is_ascii_digit() || byte == b' '),
        // Foreign certificates put `@`, `*` and `_` into PrintableString: read as ASCII, lint tells.
        tag::PRINTABLE_STRING | tag::IA5_STRING => ascii(|byte| byte.is_ascii()),
        tag::TELETEX_STRING => ascii(|_| true),
        tag::BMP_STRING if value.len().is_multiple_of(2) => {
            let units: Vec<u16> = value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).map_err(|_| BAD)
        }
        tag::BMP_STRING => Err(BAD),
        _ => return Ok(None),
    }
    .map(Some)
}
