//! Certificates of electronic signature.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A certificate and whether it may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    /// `crt_…`
    #[schema(example = "crt_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a04")]
    pub id: String,
    /// The request it was made for.
    pub request_id: String,
    /// Whose it is.
    pub user_id: String,
    /// For which company they sign with it.
    pub company_id: Option<String>,
    /// `issued`, `active`, `suspended`, `revoked` or `expired`.
    #[schema(example = "active")]
    pub status: String,
    /// Algorithm id: `ECDSA-P256`.
    #[schema(example = "ECDSA-P256")]
    pub algorithm: String,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// SHA-1 over the DER bytes, upper-case hex.
    pub thumbprint: String,
    /// The subject as people read it.
    pub subject: String,
    /// Valid from.
    #[schema(format = DateTime)]
    pub not_before: String,
    /// Valid to.
    #[schema(format = DateTime)]
    pub not_after: String,
    /// Where the private key lives: `server` if this server holds it, `client` otherwise.
    #[schema(example = "server")]
    pub key: String,
    /// Its bytes as PEM, in the answer of the call that issues it; elsewhere they are fetched from `/content`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pem: Option<String>,
    /// Grows with every change; the `ETag` is `"v<version>-<status>"`, since a certificate also expires without one.
    pub version: i64,
}
