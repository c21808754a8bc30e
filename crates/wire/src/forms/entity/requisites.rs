//! A person's number is looked up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::DocumentInfo;

/// What is looked up, and by what.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequisitesRequest {
    /// What: `inn` is the one that there is.
    #[schema(example = "inn", pattern = "^inn$")]
    pub requisite_type: String,
    /// The person, where it is `inn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<InnRequest>,
}

/// A person, by what the tax service knows one by.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InnRequest {
    /// Имя.
    #[schema(example = "Вера", max_length = 64)]
    pub name: String,
    /// Фамилия.
    #[schema(example = "Соколова", max_length = 64)]
    pub surname: String,
    /// Отчество.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Андреевна", max_length = 64)]
    pub patronymic: Option<String>,
    /// Birth date.
    #[schema(example = "1985-04-12", format = "date")]
    pub date_birth: String,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub birth_place: Option<String>,
    /// What proves the identity: its kind and number are needed.
    pub identity_document: DocumentInfo,
}

/// What was found.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Requisites {
    /// ИНН of the person.
    #[schema(example = "770000001103", min_length = 12, max_length = 12)]
    pub inn: String,
}

silent! { RequisitesRequest InnRequest Requisites }
