//! Who looked at the subject's identity document.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::IdentificationSubjectType;

/// The record, as answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectIdentification {
    /// In which quality.
    pub identification_subject_type: IdentificationSubjectType,
    /// Who.
    pub identified_by: String,
}

/// The record, as sent; a new one takes the place of the one before, which is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IdentifySubject {
    /// In which quality; `employee` where it is left out.
    #[serde(default)]
    #[schema(example = "employee")]
    pub identification_subject_type: Option<String>,
    /// Who: name or number, as the client knows them.
    #[serde(default)]
    #[schema(example = "Петрова Мария Ивановна", max_length = 255)]
    pub identified_by: Option<String>,
}
