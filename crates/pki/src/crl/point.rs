//! Distribution points: where a certificate says its lists are, and which part of the world a list covers (RFC 5280 §4.2.1.13, §5.2.5).

use super::Reason;
use crate::asn1::{Reader, tag};
use crate::extension::Extensions;
use crate::general_name::GeneralName;
use crate::{Certificate, Malformed, Name, oid};

/// Most points in one certificate.
const MOST: usize = 64;
/// Most names of one point or of its issuers: those of a list are compared with those of a certificate, each with each.
const MOST_NAMES: usize = 64;

/// A set of reasons, by the bits of ReasonFlags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u32);

impl Reasons {
    /// Every reason there is: bits 1 to 8.
    pub const ALL: Self = Self(0x1fe);

    /// Those of both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Is every reason among them?
    pub const fn is_all(self) -> bool {
        self.0 & Self::ALL.0 == Self::ALL.0
    }

    /// Is there one that `known` has not?
    pub const fn adds_to(self, known: Self) -> bool {
        self.0 & Self::ALL.0 & !known.0 != 0
    }

    /// Is this reason among them? An unspecified one always is.
    pub const fn holds(self, reason: Reason) -> bool {
        let bit = match reason {
            Reason::Unspecified | Reason::RemoveFromCrl => return true,
            Reason::PrivilegeWithdrawn => 7,
            Reason::AttributeAuthorityCompromise => 8,
            other => other.number(),
        };
        self.0 >> bit & 1 == 1
    }
}

/// DistributionPointName.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointName {
    /// Full names, any of which is enough.
    Full(Vec<GeneralName>),
    /// A relative name below the list's issuer: the DER of the RelativeDistinguishedName, a SET.
    Relative(Vec<u8>),
}

/// One distribution point of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name, where it has one.
    pub name: Option<PointName>,
    /// Reasons that its lists cover.
    pub reasons: Reasons,
    /// Who signs its lists, where that is not the certificate's issuer.
    pub issuers: Vec<GeneralName>,
}

/// issuingDistributionPoint: what a list covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The point it belongs to, where it is not for all of them.
    pub name: Option<PointName>,
    /// End certificates only.
    pub only_users: bool,
    /// Certificates of authorities only.
    pub only_authorities: bool,
    /// Attribute certificates only.
    pub only_attributes: bool,
    /// Reasons that it covers.
    pub reasons: Reasons,
    /// May it hold entries of other issuers?
    pub indirect: bool,
}

impl Point {
    /// Points of a certificate; none where the extension is absent.
    pub fn all(certificate: &Certificate) -> Result<Vec<Self>, Malformed> {
        let Some(extension) = certificate.extension(oid::CRL_DISTRIBUTION_POINTS) else { return Ok(Vec::new()) };
        let mut reader = Reader::whole_sequence(&extension.value)?;
        let mut points = Vec::new();
        while !reader.is_empty() {
            points.push(Self::parse(reader.sequence()?)?);
            if points.len() > MOST {
                return Err(Malformed("too many distribution points"));
            }
        }
        Ok(points)
    }

    fn parse(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let name = PointName::optional(&mut reader)?;
        let reasons = reasons(&mut reader, 1)?;
        let issuers = reader.optional(tag::context(2))?.map_or(Ok(Vec::new()), |list| names(list.value))?;
        reader.end()?;
        if name.is_none() && issuers.is_empty() { Err(Malformed("distribution point")) } else { Ok(Self { name, reasons, issuers }) }
    }
}

impl Scope {
    /// Reads the value of the extension.
    pub(super) fn parse(value: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::whole_sequence(value)?;
        let scope = Self {
            name: PointName::optional(&mut reader)?,
            only_users: reader.flag_under(tag::context_primitive(1))?,
            only_authorities: reader.flag_under(tag::context_primitive(2))?,
            reasons: reasons(&mut reader, 3)?,
            indirect: reader.flag_under(tag::context_primitive(4))?,
            only_attributes: reader.flag_under(tag::context_primitive(5))?,
        };
        reader.end()?;
        let only = [scope.only_users, scope.only_authorities, scope.only_attributes];
        if only.into_iter().filter(|only| *only).count() > 1 { Err(Malformed("issuing distribution point")) } else { Ok(scope) }
    }
}

impl PointName {
    fn optional(reader: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let Some(wrapped) = reader.optional(tag::context(0))? else { return Ok(None) };
        let mut inner = Reader::new(wrapped.value);
        let choice = inner.element()?;
        inner.end()?;
        match choice.tag {
            0xa0 => names(choice.value).map(|names| Some(Self::Full(names))),
            0xa1 => {
                let mut set = choice.raw.to_vec();
                set[0] = tag::SET;
                Ok(Some(Self::Relative(set)))
            }
            _ => Err(Malformed("distribution point")),
        }
    }

    /// As full names, a relative one below `issuer`.
    pub fn full(&self, issuer: &Name) -> Vec<GeneralName> {
        match self {
            Self::Full(names) => names.clone(),
            Self::Relative(rdn) => issuer.below(rdn).map(GeneralName::Directory).into_iter().collect(),
        }
    }
}

fn names(list: &[u8]) -> Result<Vec<GeneralName>, Malformed> {
    let names = GeneralName::parse_all(Reader::new(list))?;
    if names.len() > MOST_NAMES { Err(Malformed("too many names of a distribution point")) } else { Ok(names) }
}

fn reasons(reader: &mut Reader<'_>, number: u8) -> Result<Reasons, Malformed> {
    let tag = tag::context_primitive(number);
    if reader.peek() == Some(tag) { reader.named_bits(tag).map(Reasons) } else { Ok(Reasons::ALL) }
}
