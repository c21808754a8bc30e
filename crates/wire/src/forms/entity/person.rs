//! People and sole proprietors.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::DocumentInfo;
use super::Address;

/// A natural person, as given: what a certificate needs of it is found by the form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Имя.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Анастасия", max_length = 500)]
    pub name: Option<String>,
    /// Фамилия.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Тарасова", max_length = 500)]
    pub surname: Option<String>,
    /// Отчество.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Константиновна", max_length = 500)]
    pub patronymic: Option<String>,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2018-01-01", format = "date")]
    pub date_birth: Option<String>,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Где то", max_length = 500)]
    pub birth_place: Option<String>,
    /// СНИЛС.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "000-000-000 55", max_length = 255)]
    pub snils: Option<String>,
    /// ИНН of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "121212121212", max_length = 255)]
    pub inn: Option<String>,
    /// Mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "imya@yandex.ru", max_length = 255)]
    pub email: Option<String>,
    /// Mobile phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "79699999999", max_length = 255)]
    pub phone: Option<String>,
    /// `Female` or `Male`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Female", pattern = "^(Female|Male)$")]
    pub gender: Option<String>,
    /// What proves the identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_document: Option<DocumentInfo>,
    /// Code of the dictionary of countries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "848000000643", pattern = "^848000000[0-9]{3}$")]
    pub citizenship: Option<String>,
    /// Where the person is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// A sole proprietor: the fields of a person, and the number of the business.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SoleProprietor {
    /// Имя.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Анастасия", max_length = 500)]
    pub name: Option<String>,
    /// Фамилия.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Тарасова", max_length = 500)]
    pub surname: Option<String>,
    /// Отчество.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Константиновна", max_length = 500)]
    pub patronymic: Option<String>,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2018-01-01", format = "date")]
    pub date_birth: Option<String>,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Где то", max_length = 500)]
    pub birth_place: Option<String>,
    /// СНИЛС.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "000-000-000 55", max_length = 255)]
    pub snils: Option<String>,
    /// ИНН of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "121212121212", max_length = 255)]
    pub inn: Option<String>,
    /// Mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "imya@yandex.ru", max_length = 255)]
    pub email: Option<String>,
    /// Mobile phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "79699999999", max_length = 255)]
    pub phone: Option<String>,
    /// `Female` or `Male`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Female", pattern = "^(Female|Male)$")]
    pub gender: Option<String>,
    /// What proves the identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_document: Option<DocumentInfo>,
    /// Code of the dictionary of countries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "848000000643", pattern = "^848000000[0-9]{3}$")]
    pub citizenship: Option<String>,
    /// Where the person is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// ОГРНИП.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "304500116000157", max_length = 255)]
    pub ogrnip: Option<String>,
}

silent! { Person SoleProprietor }
