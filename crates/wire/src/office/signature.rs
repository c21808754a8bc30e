//! Signatures under files (rows 3.4, 6.3).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A detached signature under one file; its bytes are at `/v1/signatures/{id}/content`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Signature {
    /// `sig_…`
    #[schema(example = "sig_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a08")]
    pub id: String,
    /// The file it signs.
    pub file_id: String,
    /// The package.
    pub package_id: String,
    /// The participant who signed.
    pub participant_id: String,
    /// The person who signed.
    pub user_id: String,
    /// The certificate it was made with.
    pub certificate_id: String,
    /// Its form: `CAdES-T`, with a time stamp, or `CAdES-BES`.
    #[schema(example = "CAdES-T")]
    pub format: String,
    /// The form that it waits to be brought to, while a source of evidence is down; null where nothing is missing.
    #[schema(example = "CAdES-T")]
    pub pending: Option<String>,
    /// Algorithm id: `GOST2012-256`, `GOST2012-512`, `ECDSA-P256` or `RSA`.
    #[schema(example = "GOST2012-256")]
    pub algorithm: String,
    /// When it was accepted.
    #[schema(format = DateTime)]
    pub at: String,
    /// What it says of itself, field by field.
    pub facts: Vec<Fact>,
    /// What the signer was entitled to at that moment.
    pub authority: Authority,
}

/// One `field: value` of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fact {
    /// Stable `snake_case` name.
    #[schema(example = "signer_name")]
    pub field: String,
    /// Its value, as text.
    pub value: String,
}

/// The authority somebody had when they signed. Later changes of rights do not change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Authority {
    /// For which company they signed; null where they signed for themselves.
    pub company_id: Option<String>,
    /// Its name then.
    pub company_name: Option<String>,
    /// Its ИНН.
    pub company_inn: Option<String>,
    /// Their rights then: `head`, `signer`, `approver`, `viewer`.
    pub rights: Vec<String>,
    /// Their post then.
    pub post: Option<String>,
    /// The version of the membership that was looked at.
    pub member_version: Option<i64>,
    /// When it was looked at.
    #[schema(format = DateTime)]
    pub at: String,
}
