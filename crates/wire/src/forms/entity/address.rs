//! Addresses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An address. A form asks for a street or something below it; an address alone does not.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Level by level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structural_address: Option<StructuralAddress>,
    /// A free text beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// The id in ФИАС.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = "uuid")]
    pub fias_id: Option<String>,
}

/// An address level by level.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StructuralAddress {
    /// Code of the dictionary of regions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "54", pattern = "^[0-9]{2}$")]
    pub region: Option<String>,
    /// Район.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<AddressElement>,
    /// Город.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<AddressElement>,
    /// Внутригородской район.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urban_district: Option<AddressElement>,
    /// Сельсовет.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soviet_village: Option<AddressElement>,
    /// Населённый пункт.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<AddressElement>,
    /// Квартал, товарищество.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planning_element: Option<AddressElement>,
    /// Улица.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<AddressElement>,
    /// Дом.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<AddressElement>,
    /// Корпус.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<AddressElement>,
    /// Строение.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<AddressElement>,
    /// Квартира.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apartment: Option<AddressElement>,
    /// ОКАТО.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{11}$")]
    pub okato: Option<String>,
    /// ОКТМО.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{11}$")]
    pub oktmo: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{6}$")]
    pub postal_code: Option<String>,
    /// КЛАДР.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{17}$")]
    pub kladr: Option<String>,
}

/// One level.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddressElement {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Челюскинцев", max_length = 500)]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "ул", max_length = 500)]
    pub abbreviation: Option<String>,
}

silent! { Address StructuralAddress AddressElement }
