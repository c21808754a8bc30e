//! Remarks of the authority's operator.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::RemarkTarget;

/// What has to be mended before the request is sent again. There while the request is in `correction`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionInfo {
    /// The operator's comment.
    pub comment: Option<String>,
    /// Remark by remark.
    pub remarks: Vec<Remark>,
}

/// One remark. Its text may change and is for people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// Its code.
    pub code: String,
    /// What it is about.
    pub target: RemarkTarget,
    /// In words.
    pub message: String,
}

/// The client's no to a request that was approved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Decline {
    /// Why.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub comment: Option<String>,
}
