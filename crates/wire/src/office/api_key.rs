//! API keys of a licensee.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A key to make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What people call it, 1–255 characters.
    #[schema(example = "CRM, production")]
    pub name: String,
    /// What it opens: `forms`, `issues`, `office`, `office:read`, `signers`, `keys`. No more than the key that asks.
    #[schema(example = json!(["office"]), min_items = 1)]
    pub scopes: Vec<String>,
    /// The networks that it works from, IPv4 or IPv6; from everywhere where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!(["192.0.2.0/24", "2001:db8::/32"]))]
    pub addresses: Vec<String>,
    /// Until when it works; for good where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
}

/// A key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// `key_…`
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<String>,
    /// The networks that it works from; from everywhere where there are none.
    pub addresses: Vec<String>,
    /// `active`, `expired` or `revoked`.
    #[schema(example = "active")]
    pub status: String,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Until when it works.
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// When it was last used, to the minute.
    #[schema(format = DateTime)]
    pub last_used_at: Option<String>,
    /// What to send as `Authorization: Bearer …`; shown once, in the answer to the creation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("id", &self.id).field("name", &self.name).field("status", &self.status).finish_non_exhaustive()
    }
}
