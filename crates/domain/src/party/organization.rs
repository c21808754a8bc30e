//! Legal entities and bodies of power, as they were given.

use serde::{Deserialize, Serialize};

use super::{Address, silent};
use crate::subject::Date;

/// A legal entity.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organization {
    /// Its name.
    pub name: Option<String>,
    /// КПП.
    pub kpp: Option<String>,
    /// When it was recorded.
    pub recorded_on: Option<Date>,
    /// Where it is.
    pub address: Option<Address>,
    /// Its numbers in Russia.
    pub numbers: Option<NativeNumbers>,
}

/// `nativeOrgParams` of the contract.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NativeNumbers {
    /// ОГРН, 13 digits.
    pub ogrn: Option<String>,
    /// ИНН, 10 digits.
    pub inn: Option<String>,
}

/// A state or municipal body (its fields are inferred).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Governance {
    /// Its name.
    pub name: Option<String>,
    /// ИНН.
    pub inn: Option<String>,
    /// ОГРН.
    pub ogrn: Option<String>,
    /// Where it is.
    pub address: Option<Address>,
}

silent! { Organization NativeNumbers Governance }
