//! What every refusal of this face looks like.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a call was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Failure {
    /// All of it.
    pub error: FailureError,
}

/// The reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FailureError {
    /// Stable and meant for programs.
    #[schema(example = "WrongIssueStatus")]
    pub code: String,
    /// For people.
    pub message: String,
    /// Field by field, or the reason behind the code.
    #[serde(default)]
    pub details: Vec<FailureDetail>,
}

/// One detail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FailureDetail {
    /// Stable and meant for programs.
    #[schema(example = "WrongFieldValue")]
    pub code: String,
    /// What it is about: a field, such as `inn`, or a requisite, such as `passport.number`.
    #[serde(default)]
    #[schema(example = "passport.number")]
    pub target: Option<String>,
    /// For people.
    pub message: String,
}
