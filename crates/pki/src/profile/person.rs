//! Name of a natural person or a sole proprietor.

use crate::Name;
use crate::name::{BadAttribute, Kind};

/// A person as a certificate names them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Фамилия.
    pub surname: String,
    /// Имя и отчество, with a space.
    pub given_name: String,
    /// ИНН, 12 digits.
    pub inn: Option<String>,
    /// СНИЛС, 11 digits.
    pub snils: Option<String>,
    /// ОГРНИП, 15 digits, where the person signs as a sole proprietor.
    pub ogrnip: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// Region as Russian certificates write it: «77 г. Москва».
    pub region: Option<String>,
    /// Locality.
    pub locality: Option<String>,
}

impl Person {
    /// Фамилия Имя Отчество.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.surname, self.given_name).trim().to_owned()
    }

    /// The subject's name: country, place, CN, SN, GN, numbers, mail.
    pub fn name(&self) -> Result<Name, BadAttribute> {
        let full = self.full_name();
        let mut attributes = vec![(Kind::Country, "RU")];
        attributes.extend(given(Kind::Region, &self.region));
        attributes.extend(given(Kind::Locality, &self.locality));
        attributes.push((Kind::CommonName, &full));
        attributes.extend(self.facts());
        Name::build(&attributes)
    }

    pub(super) fn facts(&self) -> Vec<(Kind, &str)> {
        let names = [(Kind::Surname, self.surname.as_str()), (Kind::GivenName, self.given_name.as_str())];
        let optional = [(Kind::Inn, &self.inn), (Kind::Snils, &self.snils), (Kind::Ogrnip, &self.ogrnip), (Kind::Email, &self.email)];
        // Some people have no given name in their documents at all.
        let names = names.into_iter().filter(|(_, value)| !value.is_empty());
        names.chain(optional.into_iter().filter_map(|(kind, value)| given(kind, value))).collect()
    }
}

pub(super) fn given(kind: Kind, value: &Option<String>) -> Option<(Kind, &str)> {
    value.as_deref().map(|value| (kind, value))
}
