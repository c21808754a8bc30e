//! The feed of what happened to requests.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EventKind, Status};

/// A piece of the feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssueEvents {
    /// In their order; none means that there is nothing new.
    pub events: Vec<IssueEvent>,
    /// What the next call asks after: the last of these, or what this call asked after where there are none.
    pub last_id: Option<String>,
}

/// One event. Only ids and words: whoever wants more reads the request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssueEvent {
    /// Opaque.
    pub id: String,
    /// Of which request; it may be deleted by now.
    pub issue_id: String,
    /// What happened.
    pub kind: EventKind,
    /// The status then.
    pub status: Status,
    /// The version then.
    pub version: i64,
    /// When, RFC 3339.
    pub at: String,
}
