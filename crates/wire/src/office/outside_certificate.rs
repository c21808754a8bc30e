//! Certificates that other authorities issued to members.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A certificate of another authority, registered for a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutsideCertificate {
    /// `oct_…`
    pub id: String,
    /// For which company they sign with it.
    pub company_id: String,
    /// Whose it is.
    pub user_id: String,
    /// `valid`, `not_yet_valid` or `expired`. Whether its authority has revoked it is not known here.
    #[schema(example = "valid")]
    pub status: String,
    /// Why it was taken: `path` where a path leads to a trusted certificate, `licensee` where the licensee vouches for it.
    #[schema(example = "path")]
    pub ground: String,
    /// SHA-1 over the DER bytes, upper-case hex.
    pub thumbprint: String,
    /// SHA-256 over the DER bytes, lower-case hex.
    pub sha256: String,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// The subject as people read it.
    pub subject: String,
    /// The issuer as people read it.
    pub issuer: String,
    /// Algorithm id of its key; nothing where it is none that is known here.
    #[schema(example = "RSA-SHA256")]
    pub algorithm: Option<String>,
    /// Valid from.
    #[schema(format = DateTime)]
    pub not_before: String,
    /// Valid to.
    #[schema(format = DateTime)]
    pub not_after: String,
    /// When it was registered.
    #[schema(format = DateTime)]
    pub registered_at: String,
}
