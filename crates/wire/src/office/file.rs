//! Files of packages and of certificate requests (rows 3.3, 6.1).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file; its bytes are at `/v1/files/{id}/content`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct File {
    /// `fil_…`
    #[schema(example = "fil_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a05")]
    pub id: String,
    /// `original`, `offer` or `acceptance_act`.
    #[schema(example = "original")]
    pub kind: String,
    /// Its name with extension.
    #[schema(example = "Договор № 12.pdf")]
    pub name: String,
    /// Its media type, as declared.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}
