//! Requests for a certificate (rows 2.1, 2.2, 3.2, 3.3, 5.1).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A request for a certificate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCertificateRequest {
    /// Whose certificate it will be.
    #[schema(example = "usr_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01")]
    pub user_id: String,
    /// For which company the person will sign; left out for a private person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<String>,
    /// Where the private key lives: `server`, `browser` or `token`.
    #[schema(example = "server", pattern = "^(server|browser|token)$")]
    pub key: String,
    /// Of which algorithm the server makes the key; left out for the house's usual one, and where the key is not the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "GOST2012-256", pattern = "^(GOST2012-256|GOST2012-512|ECDSA-P256|RSA)$")]
    pub algorithm: Option<String>,
    /// PKCS#10 in PEM or in base64 of its DER; required unless the server holds the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csr: Option<String>,
    /// Your own id, unique among the requests of a licensee; 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

/// A request for a certificate and how far it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CertificateRequest {
    /// `crq_…`
    #[schema(example = "crq_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a03")]
    pub id: String,
    /// Whose certificate it will be.
    pub user_id: String,
    /// For which company.
    pub company_id: Option<String>,
    /// `server`, `browser` or `token`.
    pub key: String,
    /// `created`, `checking`, `correction`, `identity_pending`, `documents_ready`, `accepted`, `issued` or `active`.
    #[schema(example = "documents_ready")]
    pub status: String,
    /// The certificate, once it is made.
    pub certificate_id: Option<String>,
    /// Your own id.
    pub external_id: Option<String>,
    /// What has to be corrected, while it is in correction.
    pub remark: Option<String>,
    /// Why the certificate could not be made so far; it is tried again.
    pub error: Option<String>,
    /// When it was created.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Grows with every change; the `ETag` is `"v<version>"`.
    pub version: i64,
}

/// The subject's consent to offer and acceptance act.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptCertificateRequest {
    /// The code that came by SMS.
    #[schema(example = "123456")]
    pub code: String,
}

/// A code went out by SMS.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CodeSent {
    /// Where to, with most digits hidden.
    #[schema(example = "+7••••••45-67")]
    pub phone: String,
    /// Until when the code works.
    #[schema(format = DateTime)]
    pub expires_at: String,
}
