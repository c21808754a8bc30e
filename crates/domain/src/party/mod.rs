//! Parties: the people, sole proprietors, organizations and authorities that a client of certificate forms describes once and names by id
//! from then on (`Subject` of the contract, contracts/certificate-forms.md §4.7 and §5).
//!
//! Everything is kept as it was given. What comes in is held against [`limits`] and the [`dictionary`] alone; whether it makes a
//! certificate is found by the form that names the party, which copies it.

mod address;
pub mod dictionary;
mod document;
mod extract;
mod identifier;
pub mod limits;
mod organization;
mod person;
mod representative;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use address::{Address, Element, Level, StructuralAddress};
pub use document::{DocumentInfo, DocumentIssuer};
pub use extract::{ExtractFlaw, TAX_SERVICE_OGRN, is_outdated};
pub use identifier::ClientId;
pub use organization::{Governance, NativeNumbers, Organization};
pub use person::{Gender, Person, SoleProprietor};
pub use representative::{Authority, ConfirmingDocument, MentionedContent, Representative, RepresentativeId};

use crate::code;
use crate::id::{CompanyId, LicenseeId, PartyId};
use crate::rejected::Rejected;
use crate::time::Timestamp;

/// A party of one company.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its id; the bare UUID is `subjectId` on the face.
    pub id: PartyId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company on whose behalf it was made: nobody else finds it.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// The client's own id, unique within the company.
    pub external_id: Option<ClientId>,
    /// Who it is.
    pub details: Details,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// What sort of party. Never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A natural person (физическое лицо).
    Person,
    /// A sole proprietor (индивидуальный предприниматель).
    SoleProprietor,
    /// A legal entity (юридическое лицо).
    Organization,
    /// A state or municipal body (орган власти).
    Governance,
}

impl PartyKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::SoleProprietor, Self::Organization, Self::Governance];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::SoleProprietor => "sole_proprietor",
            Self::Organization => "organization",
            Self::Governance => "governance",
        }
    }

    /// Whether whoever acts for it has to have a post: the contract asks for one where it is a legal entity.
    pub const fn has_posts(self) -> bool {
        matches!(self, Self::Organization)
    }
}

/// Who a party is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Details {
    /// A natural person.
    Person(Box<Person>),
    /// A sole proprietor.
    SoleProprietor(Box<SoleProprietor>),
    /// A legal entity.
    Organization(Box<Organization>),
    /// A state or municipal body.
    Governance(Box<Governance>),
}

impl Details {
    /// What sort.
    pub const fn kind(&self) -> PartyKind {
        match self {
            Self::Person(_) => PartyKind::Person,
            Self::SoleProprietor(_) => PartyKind::SoleProprietor,
            Self::Organization(_) => PartyKind::Organization,
            Self::Governance(_) => PartyKind::Governance,
        }
    }

    /// The person: a natural one, or the one who is a sole proprietor.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::SoleProprietor(proprietor) => Some(&proprietor.person),
            Self::Organization(_) | Self::Governance(_) => None,
        }
    }

    /// Where it is.
    pub fn address(&self) -> Option<&Address> {
        match self {
            Self::Person(person) => person.address.as_ref(),
            Self::SoleProprietor(proprietor) => proprietor.person.address.as_ref(),
            Self::Organization(organization) => organization.address.as_ref(),
            Self::Governance(governance) => governance.address.as_ref(),
        }
    }
}

impl Party {
    /// Replaces what is known of the party; its sort stays.
    pub fn replace(mut self, details: Details, now: Timestamp) -> Result<Self, Rejected> {
        if details.kind() != self.details.kind() {
            return Err(Rejected::from(code::PARTY_KIND_FIXED).with("kind", self.details.kind().word()));
        }
        self.details = details;
        self.updated_at = now;
        Ok(self)
    }
}

/// Nothing of a party belongs into a log but its id and sort.
impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Party({}, {})", self.id, self.details.kind().word())
    }
}

/// Its sort alone.
impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Details({})", self.kind().word())
    }
}

/// A `Debug` that tells the name of the type and nothing of what is in it: personal data belong into no log.
macro_rules! silent {
    ($($name:ident)*) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
pub(crate) use silent;

#[cfg(test)]
mod tests;
