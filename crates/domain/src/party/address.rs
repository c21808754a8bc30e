//! Addresses, level by level.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::silent;

/// An address as it was given.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Level by level.
    pub structural: Option<StructuralAddress>,
    /// A free text beside it.
    pub note: Option<String>,
    /// The id in ФИАС, as the older version of the contract has it.
    pub fias_id: Option<String>,
}

/// An address level by level.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StructuralAddress {
    /// Code of [`super::dictionary::REGIONS`].
    pub region: Option<String>,
    /// What is given of the levels.
    pub levels: BTreeMap<Level, Element>,
    /// ОКАТО.
    pub okato: Option<String>,
    /// ОКТМО.
    pub oktmo: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// КЛАДР.
    pub kladr: Option<String>,
}

/// A level below the region, from above to below. The contract shows `city`, `street`, `house` and `apartment`; the others are inferred, by the
/// names of the public schema of addresses that its codes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Район.
    District,
    /// Город.
    City,
    /// Внутригородской район.
    UrbanDistrict,
    /// Сельсовет.
    SovietVillage,
    /// Населённый пункт.
    Locality,
    /// Элемент планировочной структуры: квартал, товарищество.
    PlanningElement,
    /// Улица.
    Street,
    /// Дом.
    House,
    /// Корпус.
    Building,
    /// Строение.
    Structure,
    /// Квартира.
    Apartment,
}

impl Level {
    /// From above to below.
    pub const ALL: [Self; 11] = [
        Self::District,
        Self::City,
        Self::UrbanDistrict,
        Self::SovietVillage,
        Self::Locality,
        Self::PlanningElement,
        Self::Street,
        Self::House,
        Self::Building,
        Self::Structure,
        Self::Apartment,
    ];

    /// The field of the contract.
    pub const fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::City => "city",
            Self::UrbanDistrict => "urbanDistrict",
            Self::SovietVillage => "sovietVillage",
            Self::Locality => "locality",
            Self::PlanningElement => "planningElement",
            Self::Street => "street",
            Self::House => "house",
            Self::Building => "building",
            Self::Structure => "structure",
            Self::Apartment => "apartment",
        }
    }
}

/// One level of an address.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Element {
    /// Its name: «Челюскинцев».
    pub name: Option<String>,
    /// What it is: «ул».
    pub abbreviation: Option<String>,
}

impl Address {
    /// Whether it names the street, or anything below it: what a form asks for, and an address alone does not.
    pub fn reaches_the_street(&self) -> bool {
        self.structural.as_ref().is_some_and(|structural| {
            structural.levels.iter().any(|(level, element)| *level >= Level::Street && element.name.as_deref().is_some_and(is_said))
        })
    }
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

silent! { Address StructuralAddress Element }

#[cfg(test)]
mod tests {
    use super::*;

    fn with(level: Level, name: &str) -> Address {
        let element = Element { name: Some(name.to_owned()), abbreviation: None };
        let structural = StructuralAddress { levels: BTreeMap::from([(level, element)]), ..StructuralAddress::default() };
        Address { structural: Some(structural), ..Address::default() }
    }

    #[test]
    fn a_street_or_anything_below_it_reaches_the_street() {
        let reaching: Vec<_> = Level::ALL.into_iter().filter(|level| with(*level, "14").reaches_the_street()).map(Level::word).collect();
        assert_eq!(reaching, ["street", "house", "building", "structure", "apartment"]);
        assert!(!with(Level::Street, " ").reaches_the_street());
        assert!(!Address { note: Some("ул. Ленина".to_owned()), ..Address::default() }.reaches_the_street());
    }
}
