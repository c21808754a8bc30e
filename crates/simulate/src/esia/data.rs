//! The data file of the portal.

use serde::Deserialize;

/// What is known without a file.
pub const BUILT_IN: &str = include_str!("../../data/esia.toml");

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The bearer token that is asked for; empty asks for none.
    pub token: String,
    /// What becomes of people who are not here.
    pub strangers: Strangers,
    /// How often a confirmation is in progress before the person acts.
    pub polls: u32,
    /// Accounts.
    pub account: Vec<Account>,
}

/// What becomes of people who are not in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strangers {
    /// They have no account.
    #[default]
    Unknown,
    /// They confirm.
    Confirm,
}

/// A person's account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// СНИЛС, digits.
    pub snils: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// The portal's id of the person.
    pub oid: String,
    /// Whether somebody has seen the person.
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// What the person does.
    #[serde(default)]
    pub answer: Will,
}

/// What a person does when asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Will {
    /// Confirms.
    #[default]
    Confirm,
    /// Refuses.
    Reject,
    /// Does nothing until it is too late.
    Expire,
    /// Does nothing until somebody says by the controls what.
    Wait,
}

fn yes() -> bool {
    true
}

impl Data {
    /// What is known without a file.
    pub fn built_in() -> Self {
        toml::from_str(BUILT_IN).expect("a test reads the built-in data")
    }
}

#[cfg(test)]
mod tests {
    use domain::subject::Snils;

    use super::*;

    #[test]
    fn the_built_in_data_have_every_sort_of_person() {
        let data = Data::built_in();
        for will in [Will::Confirm, Will::Reject, Will::Expire, Will::Wait] {
            assert!(data.account.iter().any(|account| account.confirmed && account.answer == will), "{will:?}");
        }
        assert!(data.account.iter().any(|account| !account.confirmed));
        assert!(data.account.iter().all(|account| Snils::parse(&account.snils).is_ok()));
    }
}
