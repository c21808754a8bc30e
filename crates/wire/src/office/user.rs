//! Accounts of people (rows 1.1, 1.2).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A person to register. The password goes to the phone by SMS and never into an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// E.164; a Russian number may also begin with 8 or 7. It is the login, one account a phone.
    #[schema(example = "+79161234567")]
    pub phone: String,
    /// Фамилия.
    #[schema(example = "Иванова")]
    pub surname: String,
    /// Имя.
    #[schema(example = "Анна")]
    pub name: String,
    /// Отчество, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Петровна")]
    pub patronymic: Option<String>,
    /// Where mail goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "anna@example.ru")]
    pub email: Option<String>,
    /// ИНН of the person: 12 digits with check digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "500100732259")]
    pub inn: Option<String>,
    /// СНИЛС: 11 digits with check digits; spaces and hyphens are allowed. A certificate needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "112-233-445 95")]
    pub snils: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "1990-02-28")]
    pub birth_date: Option<String>,
    /// Your own id, unique among the users of a licensee; 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

/// A registered person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// `usr_…`
    #[schema(example = "usr_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01")]
    pub id: String,
    /// E.164.
    pub phone: String,
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub name: String,
    /// Отчество.
    pub patronymic: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// ИНН.
    pub inn: Option<String>,
    /// СНИЛС, 11 digits.
    pub snils: Option<String>,
    /// `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// Your own id.
    pub external_id: Option<String>,
    /// `active` or `blocked`.
    #[schema(example = "active")]
    pub status: String,
    /// When it was registered.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Grows with every change; the `ETag` is `"v<version>"`.
    pub version: i64,
}
