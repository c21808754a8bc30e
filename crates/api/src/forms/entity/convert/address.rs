//! Addresses on their way in.

use std::collections::BTreeMap;

use domain::code::{self, Code};
use domain::party::limits::{KLADR_DIGITS, LONGEST_NOTE, LONGEST_TEXT, OKATO_DIGITS, OKTMO_DIGITS, POSTAL_CODE_DIGITS, digits, text};
use domain::party::{Address, Element, Level, StructuralAddress, dictionary};
use surguch_http::Problems;
use uuid::Uuid;
use wire::forms;

use super::Fields;

pub(super) fn address(problems: &mut Problems, at: &str, given: forms::Address) -> Option<Address> {
    let mut fields = Fields::of(problems, at);
    let note = fields.one("note", &given.note, |note| text(note, LONGEST_NOTE));
    let fias_id = fields.one("fiasId", &given.fias_id, guid);
    let structural = fields.inner("structuralAddress", given.structural_address, structural);
    Some(Address { structural: structural?, note: note?, fias_id: fias_id? })
}

fn structural(problems: &mut Problems, at: &str, given: forms::StructuralAddress) -> Option<StructuralAddress> {
    let mut fields = Fields::of(problems, at);
    let region = fields.one("region", &given.region, |code| known(code, dictionary::is_region));
    let okato = fields.one("okato", &given.okato, |code| digits(code, OKATO_DIGITS));
    let oktmo = fields.one("oktmo", &given.oktmo, |code| digits(code, OKTMO_DIGITS));
    let postal_code = fields.one("postalCode", &given.postal_code, |code| digits(code, POSTAL_CODE_DIGITS));
    let kladr = fields.one("kladr", &given.kladr, |code| digits(code, KLADR_DIGITS));
    let elements = [
        (Level::District, given.district),
        (Level::City, given.city),
        (Level::UrbanDistrict, given.urban_district),
        (Level::SovietVillage, given.soviet_village),
        (Level::Locality, given.locality),
        (Level::PlanningElement, given.planning_element),
        (Level::Street, given.street),
        (Level::House, given.house),
        (Level::Building, given.building),
        (Level::Structure, given.structure),
        (Level::Apartment, given.apartment),
    ];
    let mut levels = Some(BTreeMap::new());
    for (level, given) in elements {
        match fields.inner(level.word(), given, element) {
            Some(Some(element)) => levels.as_mut().map(|levels| levels.insert(level, element)).map(drop).unwrap_or_default(),
            Some(None) => {}
            None => levels = None,
        }
    }
    Some(StructuralAddress { region: region?, levels: levels?, okato: okato?, oktmo: oktmo?, postal_code: postal_code?, kladr: kladr? })
}

fn element(problems: &mut Problems, at: &str, given: forms::AddressElement) -> Option<Element> {
    let mut fields = Fields::of(problems, at);
    let name = fields.one("name", &given.name, |name| text(name, LONGEST_TEXT));
    let abbreviation = fields.one("abbreviation", &given.abbreviation, |word| text(word, LONGEST_TEXT));
    Some(Element { name: name?, abbreviation: abbreviation? })
}

fn guid(given: &str) -> Result<String, Code> {
    Uuid::try_parse(given).map(|_| given.to_owned()).map_err(|_| code::VALUE_INVALID)
}

/// A code that stands in its dictionary.
pub(super) fn known(given: &str, is_known: impl FnOnce(&str) -> bool) -> Result<String, Code> {
    if is_known(given) { Ok(given.to_owned()) } else { Err(code::VALUE_INVALID) }
}
