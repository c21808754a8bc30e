//! Companies: legal entities and sole proprietors (row 1.3).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A company to add.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCompany {
    /// Its name, 1–255 characters.
    #[schema(example = "ООО «Ромашка»")]
    pub name: String,
    /// ИНН with check digits: 10 digits of a legal entity, 12 of a sole proprietor.
    #[schema(example = "7707083893")]
    pub inn: String,
    /// КПП of a legal entity or its branch; a sole proprietor has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "773601001")]
    pub kpp: Option<String>,
    /// ОГРН (13 digits) or ОГРНИП (15) with its check digit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "1027700132195")]
    pub ogrn: Option<String>,
    /// Your own id, unique among the companies of a licensee; 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Company {
    /// `org_…`
    #[schema(example = "org_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a02")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: Option<String>,
    /// ОГРН or ОГРНИП.
    pub ogrn: Option<String>,
    /// Your own id.
    pub external_id: Option<String>,
    /// When it was added.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Grows with every change; the `ETag` is `"v<version>"`.
    pub version: i64,
}
