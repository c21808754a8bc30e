//! What state registers say of documents.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DocumentType, SmevErrorCode, SmevErrorLevel, SmevState};

/// The check of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SmevValidation {
    /// Which document.
    pub document_type: DocumentType,
    /// How far it came.
    pub state: SmevState,
    /// What was found.
    pub errors: Vec<SmevValidationError>,
}

/// One finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SmevValidationError {
    /// What.
    pub code: SmevErrorCode,
    /// How grave.
    pub level: SmevErrorLevel,
}
