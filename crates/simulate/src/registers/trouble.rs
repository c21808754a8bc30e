//! Troubles that a register is given, to see what becomes of whoever asks.

use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::Registers;
use crate::door::problem;

/// The longest wait, in seconds.
const LONGEST: u64 = 3600;

/// A trouble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// Of which register: `fms`, `pfr`, `fns`.
    pub register: String,
    /// Only where a question mentions this number (of a passport, СНИЛС, ИНН, ОГРН); without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How it shows.
    pub manner: Manner,
    /// The span of it, where it has one.
    #[serde(default)]
    pub seconds: u64,
    /// How many questions it is for; without it, for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// How a trouble shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// The right answer, after so many seconds.
    Slow,
    /// Nothing for so many seconds, then 503.
    Silent,
    /// 500.
    Error,
    /// 503.
    Down,
    /// 429, with so many seconds in `Retry-After`.
    Busy,
    /// 200 and something that is no JSON.
    Garbage,
}

impl Registers {
    /// What a trouble makes of a question to `register` that mentions `numbers`; nothing where it is answered as it should be.
    pub(super) async fn troubled(&self, register: &str, numbers: &[&str]) -> Option<Response> {
        let trouble = self.next_trouble(register, numbers)?;
        let wait = Duration::from_secs(trouble.seconds.min(LONGEST));
        match trouble.manner {
            Manner::Slow => {
                tokio::time::sleep(wait).await;
                None
            }
            Manner::Silent => {
                tokio::time::sleep(wait).await;
                Some(problem(StatusCode::SERVICE_UNAVAILABLE, "register_down"))
            }
            Manner::Error => Some(problem(StatusCode::INTERNAL_SERVER_ERROR, "internal")),
            Manner::Down => Some(problem(StatusCode::SERVICE_UNAVAILABLE, "register_down")),
            Manner::Busy => {
                let headers: [(HeaderName, String); 1] = [(RETRY_AFTER, trouble.seconds.to_string())];
                Some((headers, problem(StatusCode::TOO_MANY_REQUESTS, "too_often")).into_response())
            }
            Manner::Garbage => Some("<html><body>Технические работы</body></html>".into_response()),
        }
    }

    fn next_trouble(&self, register: &str, numbers: &[&str]) -> Option<Trouble> {
        let mut now = self.now();
        let fits = |trouble: &Trouble| {
            trouble.register == register && trouble.number.as_ref().is_none_or(|number| numbers.contains(&number.as_str()))
        };
        let at = now.troubles.iter().position(fits)?;
        let trouble = now.troubles[at].clone();
        match &mut now.troubles[at].times {
            Some(0 | 1) => drop(now.troubles.remove(at)),
            Some(times) => *times -= 1,
            None => {}
        }
        Some(trouble)
    }

    /// Whether the register is down for everybody.
    pub(super) fn is_down(&self, register: &str) -> bool {
        let down = |trouble: &Trouble| matches!(trouble.manner, Manner::Down | Manner::Silent);
        self.now().troubles.iter().any(|trouble| trouble.register == register && trouble.number.is_none() && down(trouble))
    }
}
