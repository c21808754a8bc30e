//! Messages: taken, and shown to whoever tries something out.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{MOST, Sms};
use crate::door::{self, Asked, Problem, Weather, problem};

/// The longest text, in characters: ten parts of a long message (3GPP TS 23.040).
const LONGEST: usize = 670;

#[derive(Deserialize)]
pub(super) struct New {
    to: String,
    text: String,
}

/// A message that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The gateway's id of it.
    pub id: String,
    /// The phone.
    pub to: String,
    /// The text.
    pub text: String,
}

pub(super) async fn status(State(sms): State<Sms>) -> Response {
    door::status(sms.now().down)
}

pub(super) async fn take(State(sms): State<Sms>, Asked { id: request, body }: Asked<New>) -> Response {
    let phone =
        body.to.strip_prefix('+').is_some_and(|digits| (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
    if !phone || !(1..=LONGEST).contains(&body.text.chars().count()) {
        return problem(StatusCode::BAD_REQUEST, "body_malformed");
    }
    if let Some(refused) = sms.0.known().refused.iter().find(|refused| refused.phone == body.to) {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "code": refused.code }))).into_response();
    }
    let mut now = sms.now();
    if now.down {
        return Problem(StatusCode::SERVICE_UNAVAILABLE, "gateway_down").into_response();
    }
    // a repeat is the same message
    let known = now.brought_by.get(&request).cloned();
    let id = known.unwrap_or_else(|| {
        now.taken += 1;
        let id = format!("message-{}", now.taken);
        if now.messages.len() == MOST {
            now.messages.remove(0);
        }
        now.messages.push(Message { id: id.clone(), to: body.to, text: body.text });
        now.brought_by.insert(request, id.clone());
        id
    });
    (StatusCode::ACCEPTED, Json(json!({ "id": id }))).into_response()
}

pub(super) async fn list(State(sms): State<Sms>) -> Json<Vec<Message>> {
    Json(sms.messages())
}

pub(super) async fn weather(State(sms): State<Sms>, weather: Result<Json<Weather>, JsonRejection>) -> Response {
    Weather::set(weather, |down| sms.set_down(down))
}
