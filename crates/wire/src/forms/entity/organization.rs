//! Legal entities and bodies of power.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Address;

/// A legal entity.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "ООО «Ромашка»", max_length = 1000)]
    pub name: Option<String>,
    /// КПП.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "770001001", max_length = 255)]
    pub kpp: Option<String>,
    /// When it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2002-08-16", format = "date")]
    pub reg_date: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Its numbers in Russia.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native_org_params: Option<NativeOrgParams>,
}

/// Numbers of a legal entity in Russia.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NativeOrgParams {
    /// ОГРН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "1027700132195", max_length = 255)]
    pub ogrn: Option<String>,
    /// ИНН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "7707083893", max_length = 255)]
    pub inn: Option<String>,
}

/// A state or municipal body.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Governance {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    pub name: Option<String>,
    /// ИНН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub inn: Option<String>,
    /// ОГРН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub ogrn: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

silent! { Organization NativeOrgParams Governance }
