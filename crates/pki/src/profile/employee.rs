//! Name of a person who signs for an organization.

use super::person::{Person, given};
use crate::Name;
use crate::name::{BadAttribute, Kind};

/// An organization as a certificate names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organization {
    /// Name, the short one where there is one.
    pub name: String,
    /// ИНН ЮЛ, 10 digits.
    pub inn: String,
    /// ОГРН, 13 digits.
    pub ogrn: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Locality.
    pub locality: Option<String>,
    /// Street and house.
    pub street: Option<String>,
}

/// A person, the organization, and what they are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Employee {
    /// Who signs.
    pub person: Person,
    /// For whom.
    pub organization: Organization,
    /// Должность.
    pub post: Option<String>,
}

impl Employee {
    /// The subject's name: country, place and O of the organization, CN of the person, post, numbers of both.
    pub fn name(&self) -> Result<Name, BadAttribute> {
        let full = self.person.full_name();
        let organization = &self.organization;
        let mut attributes = vec![(Kind::Country, "RU")];
        attributes.extend(given(Kind::Region, &organization.region));
        attributes.extend(given(Kind::Locality, &organization.locality));
        attributes.extend(given(Kind::Street, &organization.street));
        attributes.push((Kind::Organization, &organization.name));
        attributes.extend(given(Kind::Title, &self.post));
        attributes.push((Kind::CommonName, &full));
        attributes.extend(given(Kind::Ogrn, &organization.ogrn));
        attributes.push((Kind::InnLe, &organization.inn));
        attributes.extend(self.person.facts());
        Name::build(&attributes)
    }
}
