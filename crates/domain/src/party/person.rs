//! People and sole proprietors, as they were given.

use serde::{Deserialize, Serialize};

use super::{Address, DocumentInfo, silent};
use crate::subject::Date;

/// A natural person. Nothing is required here: what a certificate needs is the form's to find.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Имя.
    pub name: Option<String>,
    /// Фамилия.
    pub surname: Option<String>,
    /// Отчество.
    pub patronymic: Option<String>,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// СНИЛС, as `000-000-000 55`.
    pub snils: Option<String>,
    /// ИНН of the person.
    pub inn: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// Mobile phone, as `79699999999`.
    pub phone: Option<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// What proves the identity.
    pub identity_document: Option<DocumentInfo>,
    /// Code of [`super::dictionary::COUNTRIES`].
    pub citizenship: Option<String>,
    /// Where the person is registered.
    pub address: Option<Address>,
}

/// A sole proprietor: the person, and the number under which the business is recorded (its fields are inferred).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SoleProprietor {
    /// Who it is.
    pub person: Person,
    /// ОГРНИП, 15 digits.
    pub ogrnip: Option<String>,
}

silent! { Person SoleProprietor }

/// Gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Женский: `Female`, as the contract prints it.
    Female,
    /// Мужской: `Male`, its twin (inferred).
    Male,
}

impl Gender {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];

    /// The word of the contract.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Female => "Female",
            Self::Male => "Male",
        }
    }

    /// The gender of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gender| gender.word() == word)
    }
}
