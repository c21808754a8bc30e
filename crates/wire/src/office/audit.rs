//! Audit records: who did what, and what was refused.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One record; never changed, never removed. Holds ids and no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditRecord {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who: an API key, a person, or `job:` and what the house itself was doing.
    #[schema(example = "key_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a0a")]
    pub actor: String,
    /// What.
    #[schema(example = "package.refuse")]
    pub action: String,
    /// To what: an id, or `-` where it did not come so far.
    #[schema(example = "pkg_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a0a")]
    pub subject: String,
    /// `done` or `refused`.
    #[schema(example = "done")]
    pub outcome: String,
    /// Why it was refused: the `code` of the problem that was answered.
    pub code: Option<String>,
    /// The network address of the caller.
    pub address: Option<String>,
    /// `X-Request-Id` of the call.
    pub request_id: Option<String>,
}
