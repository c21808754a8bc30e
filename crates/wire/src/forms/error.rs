//! What every refusal of this face looks like.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Why a call was refused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Error {
    /// `validation` where the call itself is wrong; else the reason.
    #[schema(example = "validation")]
    pub code: String,
    /// For people.
    #[schema(example = "Failed to validate request")]
    pub message: String,
    /// The part of the server that refused.
    #[schema(example = "api")]
    pub target: String,
    /// Everything that is wrong, at once.
    #[serde(default)]
    pub errors: Vec<ErrorItem>,
}

/// One thing that is wrong.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ErrorItem {
    /// Stable and meant for programs.
    #[schema(example = "BigContentSize")]
    pub code: String,
    /// For people; names the field where one is wrong.
    pub message: String,
    /// The API that refused.
    #[schema(example = "CryptoApi")]
    pub target: String,
    /// What is wrong, as it was sent or named: an object, an array or a text, by the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
}

silent! { ErrorItem }
