//! Endpoints that take callbacks (rows 4.2, 4.3).

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An endpoint to send callbacks to, by Standard Webhooks 1.0.0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEndpoint {
    /// `https://…`; plain `http` and private addresses only where the administrator allows them.
    #[schema(example = "https://crm.example.ru/surguch")]
    pub url: String,
    /// The event types to send; all of them where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!(["package.completed", "participant.signed"]))]
    pub types: Vec<String>,
}

/// An endpoint that takes callbacks.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Endpoint {
    /// `whe_…`
    #[schema(example = "whe_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a09")]
    pub id: String,
    /// Where callbacks go.
    pub url: String,
    /// The event types it gets; all of them where it is empty.
    pub types: Vec<String>,
    /// `active`, or why nothing is sent.
    #[schema(example = "active")]
    pub status: String,
    /// `whsec_…`, shown once, in the answer to the creation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// When it was created.
    #[schema(format = DateTime)]
    pub created_at: String,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("id", &self.id).field("url", &self.url).field("status", &self.status).finish_non_exhaustive()
    }
}
