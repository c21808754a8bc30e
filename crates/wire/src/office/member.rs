//! Members of a company and their rights there (rows 1.4, 1.5).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person may do in a company from now on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutMember {
    /// At least one of `head`, `signer`, `approver`, `viewer`. A head may also sign, approve and view.
    #[schema(example = json!(["head", "signer"]), min_items = 1)]
    pub rights: Vec<String>,
    /// Должность, 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Генеральный директор")]
    pub post: Option<String>,
}

/// A person's place in a company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// `org_…`
    pub company_id: String,
    /// `usr_…`
    pub user_id: String,
    /// `head`, `signer`, `approver`, `viewer`.
    pub rights: Vec<String>,
    /// Должность.
    pub post: Option<String>,
    /// Since when they are a member.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Grows with every change; the `ETag` is `"v<version>"`.
    pub version: i64,
}

/// Which certificate a member signs with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignCertificate {
    /// `crt_…`
    pub certificate_id: String,
}

/// A certificate that was assigned to a member.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssignedCertificate {
    /// `org_…`
    pub company_id: String,
    /// `usr_…`
    pub user_id: String,
    /// `crt_…`
    pub certificate_id: String,
    /// Where it came from: the next certificate of the same source takes its place.
    pub source: String,
    /// Since when.
    #[schema(format = DateTime)]
    pub assigned_at: String,
}
