//! One call of a client: noted, sent, and repeated with the same key until there is an answer.

use std::time::{Duration, Instant};

use client::{Client, Error};
use serde::Serialize;
use serde_json::json;

use super::world::World;

/// Calls whose answer was lost, because the server died.
pub const LOST: &str = "answers lost";
/// Calls that were answered only when they were repeated.
pub const REPEATED: &str = "answered on repetition";
/// Answers that ask to come again.
pub const LATER: &str = "asked to come again";
/// Files in packages.
pub const FILES: &str = "files uploaded";

/// Counters that are no acknowledged effects.
pub const ASIDE: [&str; 4] = [LOST, REPEATED, LATER, FILES];

/// How long a call is repeated.
const PATIENCE: Duration = Duration::from_secs(120);

/// The server's considered no.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Its published code.
    pub code: String,
    /// All of it.
    pub text: String,
    /// Whether an attempt before this one had got no answer: it may have had its effect.
    pub repeated: bool,
}

/// What to do after an error.
enum Next {
    /// Nobody knows whether it happened.
    Unknown,
    /// It did not happen, and the server asks to come again.
    Later(Duration),
    /// It did not happen.
    Refused(String),
}

impl World {
    /// A call that changes something, under `key`; counted by its name when acknowledged.
    pub async fn call<T, R>(&self, what: &'static str, key: String, body: impl Serialize, send: impl Fn(Client) -> R) -> Result<T, Refusal>
    where
        T: Serialize,
        R: Future<Output = Result<T, Error>>,
    {
        self.note(json!({ "intent": what, "key": key, "body": body })).await;
        let answer = self.ask(what, || send(self.client.with_key(&key))).await;
        match &answer {
            Ok(answer) => {
                self.note(json!({ "acknowledged": key, "answer": answer })).await;
                self.tally.count(what);
            }
            Err(refusal) => self.note(json!({ "refused": key, "code": refusal.code })).await,
        }
        answer
    }

    /// A call that changes nothing.
    pub async fn read<T, R>(&self, send: impl Fn(Client) -> R) -> Result<T, Refusal>
    where
        R: Future<Output = Result<T, Error>>,
    {
        self.ask("reading", || send(self.client.clone())).await
    }

    async fn ask<T, R>(&self, what: &str, send: impl Fn() -> R) -> Result<T, Refusal>
    where
        R: Future<Output = Result<T, Error>>,
    {
        let (began, mut repeated) = (Instant::now(), false);
        loop {
            self.gate.pass().await;
            let error = match send().await {
                Ok(answer) => {
                    self.tally.add(REPEATED, u64::from(repeated));
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let pause = match self.next(what, &error) {
                Next::Refused(code) => return Err(Refusal { code, text: error.to_string(), repeated }),
                Next::Later(pause) => {
                    self.tally.count(LATER);
                    pause
                }
                Next::Unknown => {
                    repeated = true;
                    self.tally.count(LOST);
                    Duration::from_millis(10)
                }
            };
            if began.elapsed() > PATIENCE {
                return Err(Refusal {
                    code: "never_answered".to_owned(),
                    text: format!("{what}: never answered, last: {error}"),
                    repeated,
                });
            }
            tokio::time::sleep(pause).await;
        }
    }

    fn next(&self, what: &str, error: &Error) -> Next {
        match error {
            Error::Transport(_) => Next::Unknown,
            Error::Problem { problem, retry_after } => match problem.status {
                500 => {
                    self.tally.violation(format!("{what}: {error}"));
                    Next::Unknown
                }
                503 => Next::Later(retry_after.unwrap_or(Duration::from_millis(100)).min(Duration::from_secs(1))),
                _ if problem.code == "idempotency_in_progress" => Next::Later(Duration::from_millis(100)),
                _ => Next::Refused(problem.code.clone()),
            },
            Error::Unexpected { .. } | Error::Local(_) => {
                self.tally.violation(format!("{what}: {error}"));
                Next::Unknown
            }
        }
    }

    async fn note(&self, line: serde_json::Value) {
        if let Err(error) = self.journal.note(line).await {
            self.tally.violation(error.to_string());
        }
    }
}
