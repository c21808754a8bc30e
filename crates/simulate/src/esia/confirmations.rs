//! Confirmations: asked for, polled.

use axum::Json;
use axum::extract::{Path, State as Held};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Esia, Strangers, Will};
use crate::door::{self, Asked, problem};

#[derive(Deserialize)]
pub(super) struct New {
    snils: String,
    birth_date: String,
    digest: String,
    digest_algorithm: String,
    text: String,
}

/// How a confirmation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The person has not acted yet.
    InProgress,
    /// They agreed.
    Confirmed,
    /// They refused.
    Rejected,
    /// They did not act in time.
    Expired,
    /// There is no confirmed account of such a person.
    UserNotFound,
}

/// A confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// How it stands.
    pub state: State,
    /// What the person was shown.
    pub text: String,
    /// The digest of what they confirm.
    pub digest: String,
    oid: String,
    will: Will,
    polls: u32,
    ended_at: Option<Timestamp>,
}

impl Confirmation {
    /// Ends it, where it has not ended; says whether that was so.
    pub(super) fn end(&mut self, state: State, at: Timestamp) -> bool {
        let open = self.state == State::InProgress && state != State::InProgress;
        if open {
            (self.state, self.ended_at) = (state, Some(at));
        }
        open
    }

    /// One poll: after so many of them the person acts.
    fn poll(&mut self, at: Timestamp) {
        if self.polls > 0 {
            self.polls -= 1;
            return;
        }
        match self.will {
            Will::Confirm => self.end(State::Confirmed, at),
            Will::Reject => self.end(State::Rejected, at),
            Will::Expire => self.end(State::Expired, at),
            Will::Wait => false,
        };
    }

    fn told(&self) -> Value {
        match (self.state, self.ended_at) {
            (State::Confirmed, Some(at)) => json!({ "state": self.state, "confirmed_at": at.to_string(), "oid": self.oid }),
            _ => json!({ "state": self.state }),
        }
    }
}

pub(super) async fn status(Held(esia): Held<Esia>) -> Response {
    door::status(esia.now().down)
}

pub(super) async fn create(Held(esia): Held<Esia>, Asked { id: request, body: asked }: Asked<New>) -> Response {
    let hex = asked.digest.len() == 64 && asked.digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !hex || !["sha256", "streebog256"].contains(&asked.digest_algorithm.as_str()) || !(1..=2000).contains(&asked.text.chars().count()) {
        return problem(StatusCode::BAD_REQUEST, "body_malformed");
    }
    let at = esia.0.known().at();
    let new = confirmation(&esia, asked, at);
    let mut now = esia.now();
    if now.down {
        return problem(StatusCode::SERVICE_UNAVAILABLE, "portal_down");
    }
    let id = match now.made_by.get(&request) {
        Some(id) => id.clone(),
        None => format!("confirmation-{}-{}", esia.0.known().start, now.all.len() + 1),
    };
    now.made_by.insert(request, id.clone());
    let kept = now.all.entry(id.clone()).or_insert(new);
    let mut told = kept.told();
    told["id"] = id.into();
    (StatusCode::CREATED, Json(told)).into_response()
}

pub(super) async fn poll(Held(esia): Held<Esia>, Path(id): Path<String>) -> Response {
    let at = esia.0.known().at();
    let mut now = esia.now();
    if now.down {
        return problem(StatusCode::SERVICE_UNAVAILABLE, "portal_down");
    }
    let Some(confirmation) = now.all.get_mut(&id) else { return problem(StatusCode::NOT_FOUND, "confirmation_unknown") };
    confirmation.poll(at);
    Json(confirmation.told()).into_response()
}

fn confirmation(esia: &Esia, asked: New, at: Timestamp) -> Confirmation {
    let data = &esia.0.known().data;
    let account = data.account.iter().find(|account| account.snils == asked.snils);
    let will = match account {
        Some(account) if account.confirmed && account.birth_date == asked.birth_date => Some(account.answer),
        Some(_) => None,
        None => (data.strangers == Strangers::Confirm).then_some(Will::Confirm),
    };
    let oid = account.map_or_else(|| format!("9{}", asked.snils), |account| account.oid.clone());
    let mut made = Confirmation {
        state: State::InProgress,
        text: asked.text,
        digest: asked.digest,
        oid,
        will: will.unwrap_or_default(),
        polls: data.polls,
        ended_at: None,
    };
    if will.is_none() {
        made.end(State::UserNotFound, at);
    }
    made
}
