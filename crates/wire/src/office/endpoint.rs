//! Endpoints that take callbacks (rows 4.2, 4.3).

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An endpoint to send callbacks to, by Standard Webhooks 1.0.0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEndpoint {
    /// `https://…`; plain `http` and private addresses only where the administrator allows them.
    #[schema(example = "https://crm.example.ru/surguch")]
    pub url: String,
    /// The event types to send, `package.*` for all that begin so; all of them where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!(["package.completed", "participant.signed"]))]
    pub types: Vec<String>,
    /// A word of your own, up to 200 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether callbacks are signed by Ed25519 (`v1a`) beside the shared secret (`v1`).
    #[serde(default)]
    pub asymmetric: bool,
}

/// What changes of an endpoint; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateEndpoint {
    /// Another address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Other event types, for events from now on; all of them where it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<String>>,
    /// Another description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `paused`: nothing is sent. `active`: what was missed is sent, in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "active")]
    pub status: Option<String>,
    /// With `"status": "active"` for an endpoint that is paused: go on with this event instead of the first that was not sent. Older ones that
    /// wait are not sent any more; newer ones that the receiver has taken already are not sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub from_sequence: Option<i64>,
}

/// How to change over to a new secret.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateSecret {
    /// For how long the old secret signs too: a day where it is left out, 30 days at most, 0 where it is known to others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 2592000, example = 86400)]
    pub overlap_seconds: Option<u64>,
}

/// What came of a test call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EndpointTest {
    /// The `webhook-id` of the `test.ping` that was sent; it stands in no feed.
    pub id: String,
    /// The receiver answered 2xx.
    pub delivered: bool,
    /// The HTTP status of the answer; null where there was none.
    pub http_status: Option<u16>,
    /// Why there was none: `blocked`, `timed_out`, `name_unknown`, `no_connection`, `broken_off`, `no_roots`.
    pub error: Option<String>,
    /// The beginning of the answer's body.
    pub answer: Option<String>,
    /// How long the call took, in milliseconds.
    pub duration_ms: u64,
}

/// How the delivery of one event to one endpoint stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Delivery {
    /// `evt_…`
    pub event_id: String,
    /// `delivered`, `retrying`, `failed` (every try was used up), or `pending` (to be sent again on request).
    #[schema(example = "delivered")]
    pub status: String,
    /// Tries so far.
    pub attempts: i64,
    /// The HTTP status of the last answer; null where there was none.
    pub http_status: Option<i64>,
    /// Why the last try failed: a status, or `blocked`, `timed_out`, `name_unknown`, `no_connection`, `broken_off`, `no_roots`.
    pub error: Option<String>,
    /// The beginning of the last answer's body.
    pub answer: Option<String>,
    /// When the last try was.
    #[schema(format = DateTime)]
    pub attempted_at: String,
    /// When the next one is due.
    #[schema(format = DateTime)]
    pub next_attempt_at: Option<String>,
}

/// Which events to send again: by time or by number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayEvents {
    /// From this moment on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, example = "2026-11-20T00:00:00Z")]
    pub from: Option<String>,
    /// Before this moment; now where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub to: Option<String>,
    /// From this `sequence` on; instead of `from` and `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub from_sequence: Option<i64>,
    /// Up to this one, included; the last one where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub to_sequence: Option<i64>,
}

/// What is being sent again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Replay {
    /// The first `sequence` that is looked at; of those, the events are sent that lie in the span and that the endpoint wants.
    pub from_sequence: i64,
    /// The last one; less than the first where there is nothing.
    pub to_sequence: i64,
}

/// An endpoint that takes callbacks.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Endpoint {
    /// `whe_…`
    #[schema(example = "whe_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a09")]
    pub id: String,
    /// Where callbacks go.
    pub url: String,
    /// The event types it gets; all of them where it is empty.
    pub types: Vec<String>,
    /// `active`, `paused` (nothing is sent until its end) or `disabled` (the receiver answered 410).
    #[schema(example = "active")]
    pub status: String,
    /// Why it is not active: `owner`, `failures`, `gone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// Since when its receiver has taken nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub failing_since: Option<String>,
    /// The first event that was not queued for it, since it was paused and until it has caught up: where the end of the pause goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsent_from_sequence: Option<i64>,
    /// The owner's own word.
    #[serde(default)]
    pub description: String,
    /// `whpk_…`: verifies the `v1a` signatures of those who want them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// Until when the secret before the rotation signs too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub previous_secret_until: Option<String>,
    /// `whsec_…`, shown once, in the answers to creation and rotation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// When it was created.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Grows with every change, be it that its receiver begins to fail; the `ETag` is `"v<version>"`.
    pub version: i64,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("id", &self.id).field("url", &self.url).field("status", &self.status).finish_non_exhaustive()
    }
}
