//! Events: what callbacks carry and the feed lists, by the same ids and bytes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One event, as its callback carries it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// `evt_…`: equal to the header `webhook-id`, the same in every attempt and replay.
    #[schema(example = "evt_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a0a")]
    pub id: String,
    /// The licensee's event number: 1, 2, 3 … without gaps.
    #[schema(example = 42)]
    pub sequence: i64,
    /// Its type, such as `package.completed`.
    #[serde(rename = "type")]
    #[schema(example = "package.completed")]
    pub kind: String,
    /// When it happened.
    #[schema(format = DateTime)]
    pub timestamp: String,
    /// What it is about: ids and words, never files or personal data.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}
