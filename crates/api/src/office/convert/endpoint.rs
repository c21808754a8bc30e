//! Endpoints of callbacks.

use app::AppError;
use app::endpoint::{Changes, Created, NewEndpoint, Pong, Span};
use domain::code;
use domain::time::Timestamp;
use surguch_http::Given;
use wire::office::{self, Endpoint, EndpointTest, ReplayEvents, UpdateEndpoint};

use super::text;

pub(crate) fn new_endpoint(body: office::NewEndpoint) -> NewEndpoint {
    NewEndpoint { url: body.url, types: body.types, description: body.description, asymmetric: body.asymmetric }
}

pub(crate) fn changes(body: UpdateEndpoint) -> Changes {
    Changes { url: body.url, types: body.types, description: body.description, state: body.status, from: body.from_sequence }
}

pub(crate) fn endpoint(endpoint: app::endpoint::Endpoint) -> Endpoint {
    Endpoint {
        id: endpoint.id.to_string(),
        url: endpoint.url,
        types: endpoint.types,
        status: endpoint.state,
        status_reason: endpoint.reason,
        failing_since: text(endpoint.failing_since),
        unsent_from_sequence: endpoint.unsent_from,
        description: endpoint.description,
        public_key: endpoint.public_key,
        previous_secret_until: None,
        secret: None,
        created_at: endpoint.created_at.to_string(),
        version: endpoint.version,
    }
}

/// With its secret, this once.
pub(crate) fn created_endpoint(created: Created) -> Endpoint {
    Endpoint {
        id: created.id.to_string(),
        url: created.url,
        types: created.types,
        status: created.state,
        status_reason: None,
        failing_since: None,
        unsent_from_sequence: None,
        description: created.description,
        public_key: created.public_key,
        previous_secret_until: text(created.previous_until),
        secret: Some(created.secret),
        created_at: created.created_at.to_string(),
        version: created.version,
    }
}

pub(crate) fn endpoint_test(pong: Pong) -> EndpointTest {
    EndpointTest {
        id: pong.id.to_string(),
        delivered: pong.delivered,
        http_status: pong.status,
        error: text(pong.error),
        answer: pong.answer,
        duration_ms: u64::try_from(pong.took.as_millis()).unwrap_or(u64::MAX),
    }
}

pub(crate) fn delivery(delivery: app::endpoint::Delivery) -> office::Delivery {
    office::Delivery {
        event_id: delivery.event.to_string(),
        status: delivery.state,
        attempts: delivery.attempts,
        http_status: delivery.status,
        error: delivery.error,
        answer: delivery.answer,
        attempted_at: delivery.at.to_string(),
        next_attempt_at: text(delivery.next_at),
    }
}

/// Either by time or by number; the end may be left out.
pub(crate) fn span(body: Given<ReplayEvents>, now: Timestamp) -> Result<Span, AppError> {
    let moment = |text: &str| Timestamp::parse(text).ok_or(code::DATE_INVALID);
    body.judge(|p, body| {
        let from = p.optional("/from", body.from.as_deref(), moment);
        let to = p.optional("/to", body.to.as_deref(), moment);
        match (from?, to?, body.from_sequence, body.to_sequence) {
            (Some(from), to, None, None) => Some(Span::Time(from, to.unwrap_or(now))),
            (None, None, Some(first), last) => Some(Span::Numbers(first, last.unwrap_or(i64::MAX))),
            (None, None, None, _) => {
                p.add("/from", code::FIELD_REQUIRED);
                None
            }
            (None, Some(_), ..) => {
                p.add("/from", code::FIELD_REQUIRED);
                None
            }
            (Some(_), ..) => {
                p.add("/from_sequence", code::VALUE_INVALID);
                None
            }
        }
    })
}
