//! Name of an organization whose key signs without a person: its seal, or an information system of its own.

use super::employee::Organization;
use super::person::given;
use crate::Name;
use crate::name::{BadAttribute, Kind};

/// The subject's name: country, place, O and CN of the organization, its numbers; no person. `ogrn` is required here.
pub fn name(organization: &Organization, ogrn: &str) -> Result<Name, BadAttribute> {
    let mut attributes = vec![(Kind::Country, "RU")];
    attributes.extend(given(Kind::Region, &organization.region));
    attributes.extend(given(Kind::Locality, &organization.locality));
    attributes.extend(given(Kind::Street, &organization.street));
    attributes.push((Kind::Organization, &organization.name));
    attributes.push((Kind::CommonName, &organization.name));
    attributes.push((Kind::Ogrn, ogrn));
    attributes.push((Kind::InnLe, &organization.inn));
    Name::build(&attributes)
}
