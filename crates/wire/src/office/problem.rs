//! What every refusal looks like: RFC 9457, `application/problem+json`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Why a call was refused. Facts that explain the code stand beside these members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A URI of the sort of problem.
    #[serde(rename = "type")]
    #[schema(example = "https://office.example.ru/problems/package-not-your-turn")]
    pub kind: String,
    /// What happened, in the language of `Accept-Language` (Russian by default).
    pub title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    pub status: u16,
    /// More of this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The path that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The published reason; it never changes.
    #[schema(example = "package_not_your_turn")]
    pub code: String,
    /// What to name when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Every problem of the body, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// What explains the code, such as `blocked_by` or `attempts_left`.
    #[serde(flatten)]
    #[schema(additional_properties, value_type = Object)]
    pub facts: Map<String, Value>,
}

/// One problem of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// RFC 6901 JSON pointer to the field.
    #[schema(example = "/participants/2/phone")]
    pub pointer: String,
    /// The published reason.
    #[schema(example = "phone_invalid")]
    pub code: String,
    /// What the code means, in the language of the title.
    pub title: String,
    /// More of this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
