//! The data file of the registers.

use serde::Deserialize;

use super::Trouble;

/// What is known without a file.
pub const BUILT_IN: &str = include_str!("../../data/registers.toml");

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The bearer token that is asked for; empty asks for none.
    pub token: String,
    /// What is said of people who are not here.
    pub strangers: Strangers,
    /// How often an extract is still being made before it is there.
    pub extract_polls: u32,
    /// By what extracts are signed.
    pub extracts_signed_by: SignedBy,
    /// People.
    pub person: Vec<Person>,
    /// Passports about which something is recorded.
    pub passport: Vec<RecordedPassport>,
    /// Legal entities and sole proprietors.
    pub organization: Vec<Organization>,
    /// Troubles from the start on.
    pub trouble: Vec<Trouble>,
}

/// What is said of people who are not in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strangers {
    /// They are not found.
    #[default]
    Unknown,
    /// All of it holds.
    Sound,
}

/// By what extracts are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// A key of ECDSA, whose signatures every reader of PDF understands.
    #[default]
    Ecdsa,
    /// A key of GOST R 34.10-2012, as the tax service has one.
    Gost,
    /// Nothing: they are no extracts that anybody should take.
    Nobody,
}

/// A person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub name: String,
    /// Отчество.
    #[serde(default)]
    pub patronymic: Option<String>,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// СНИЛС, digits.
    #[serde(default)]
    pub snils: Option<String>,
    /// ИНН.
    #[serde(default)]
    pub inn: Option<String>,
    /// The passport that the tax service knows.
    #[serde(default)]
    pub passport: Option<Passport>,
}

/// A passport.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passport {
    /// Four digits.
    pub series: String,
    /// Six digits.
    pub number: String,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub issued_on: Option<String>,
}

/// A passport about which something is recorded.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedPassport {
    /// Four digits.
    pub series: String,
    /// Six digits.
    pub number: String,
    /// Codes of the contract.
    pub faults: Vec<String>,
}

/// A legal entity or sole proprietor; fields are those of the contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Full name.
    pub name: String,
    /// Short name.
    #[serde(default)]
    pub short_name: Option<String>,
    /// ИНН.
    pub inn: String,
    /// КПП.
    #[serde(default)]
    pub kpp: Option<String>,
    /// ОГРН or ОГРНИП.
    pub ogrn: String,
    /// `active`, `liquidating`, `ceased`.
    pub status: String,
    /// Who acts for it.
    #[serde(default)]
    pub head: Option<String>,
    /// As what.
    #[serde(default)]
    pub head_post: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub recorded_on: Option<String>,
    /// Stands in the extract alone.
    #[serde(default)]
    pub address: Option<String>,
}

impl Data {
    /// What is known without a file.
    pub fn built_in() -> Self {
        toml::from_str(BUILT_IN).expect("a test reads the built-in data")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::issue::check::{Code, TABLE};
    use domain::subject::{Inn, Ogrn, Snils};

    use super::*;

    #[test]
    fn the_built_in_data_provoke_every_code_and_their_numbers_are_right() {
        let data = Data::built_in();
        let faults: BTreeSet<&str> = data.passport.iter().flat_map(|passport| &passport.faults).map(String::as_str).collect();
        let of_passports = TABLE.iter().filter(|row| row.word.starts_with("passport_"));
        assert!(of_passports.clone().count() == 8 && of_passports.clone().all(|row| faults.contains(row.word)));
        assert!(faults.iter().any(|word| Code::parse(word).is_none()), "one that is unknown");
        let troubled: BTreeSet<&str> = data.trouble.iter().map(|trouble| trouble.register.as_str()).collect();
        assert_eq!(troubled, BTreeSet::from(["fms", "pfr", "fns"]));
        for person in &data.person {
            assert!(person.snils.iter().all(|snils| Snils::parse(snils).is_ok()), "{}", person.surname);
            assert!(person.inn.iter().all(|inn| Inn::parse(inn).is_ok()), "{}", person.surname);
        }
        for organization in &data.organization {
            assert!(Inn::parse(&organization.inn).is_ok() && Ogrn::parse(&organization.ogrn).is_ok(), "{}", organization.name);
        }
    }

    #[test]
    fn a_file_with_a_key_that_means_nothing_is_refused() {
        assert!(toml::from_str::<Data>("tokn = \"a\"").is_err());
        assert!(serde_json::from_str::<Data>(r#"{"token":"a","person":[]}"#).is_ok());
    }
}
