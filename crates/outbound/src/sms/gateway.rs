//! A gateway under the contract of docs/sms.md, or `surguch simulate sms`.

use serde::{Deserialize, Serialize};

use super::{Accepted, Message, Sending, SmsError, SmsRoute};
use crate::guarded::{Answer, Blocked, SetupError};
use crate::remote::{Body, Call, Counterpart, Figures, NotAnswered, Remote, RemoteSettings};

/// The longest id or word that a gateway may say.
const LONGEST_WORD: usize = 64;

/// The client. Clones share connections and breaker.
#[derive(Debug, Clone)]
pub struct Gateway {
    remote: Remote,
    counterpart: Counterpart,
    status: Counterpart,
}

/// How the gateway stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// It sends.
    pub up: bool,
    /// It says that it only plays a gateway.
    pub simulator: bool,
}

#[derive(Serialize)]
struct Sent<'a> {
    to: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Taken {
    id: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    code: String,
}

#[derive(Deserialize)]
struct StatusTold {
    status: Up,
    #[serde(default)]
    simulator: bool,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Up {
    Up,
    Down,
}

/// What a gateway makes of a message.
enum Verdict {
    Taken(Option<String>),
    Refused(String),
}

impl Gateway {
    /// That these settings lead to.
    pub fn new(settings: &RemoteSettings) -> Result<Self, SetupError> {
        let remote = Remote::new(settings)?;
        let counterpart = || Counterpart::new("sms", remote.clone(), settings.breaker);
        Ok(Self { counterpart: counterpart(), status: counterpart(), remote })
    }

    /// What can be said against the address without calling it.
    pub fn check(&self) -> Result<(), Blocked> {
        self.remote.check()
    }

    /// Whether it sends; sends nothing. For whoever looks after this installation.
    pub async fn status(&self, call: &Call<'_>) -> Result<Status, NotAnswered> {
        let read = |answer: &Answer| {
            let StatusTold { status, simulator } = serde_json::from_slice(&answer.body).map_err(|_| NotAnswered::Malformed("JSON"))?;
            Ok(Status { up: status == Up::Up, simulator })
        };
        self.status.ask("/v1/status", Body::Nothing, call, read).await
    }

    async fn hand_over(&self, message: Message<'_>, call: Call<'_>) -> Result<Accepted, SmsError> {
        let body = serde_json::to_vec(&Sent { to: message.phone, text: message.text }).unwrap_or_default();
        match self.counterpart.ask_for("/v1/messages", Body::Json(body.into()), &call, &[422], verdict).await {
            Ok(Verdict::Taken(gateway_id)) => Ok(Accepted { gateway_id }),
            Ok(Verdict::Refused(word)) => Err(SmsError::Refused(word)),
            Err(error) => Err(SmsError::Unavailable { retry_after: error.wait(), source: error.into() }),
        }
    }
}

impl SmsRoute for Gateway {
    fn send<'a>(&'a self, message: Message<'a>, call: Call<'a>) -> Sending<'a> {
        Box::pin(self.hand_over(message, call))
    }

    fn figures(&self) -> Option<Figures> {
        Some(self.counterpart.figures())
    }
}

fn verdict(answer: &Answer) -> Result<Verdict, NotAnswered> {
    if answer.status == 422 {
        // a refusal counts without its word, too
        let told: Option<Refusal> = serde_json::from_slice(&answer.body).ok();
        return Ok(Verdict::Refused(told.map(|refusal| refusal.code).filter(|word| is_word(word)).unwrap_or_else(|| "refused".to_owned())));
    }
    let Taken { id } = serde_json::from_slice(&answer.body).map_err(|_| NotAnswered::Malformed("JSON"))?;
    Ok(Verdict::Taken(id.filter(|id| is_word(id))))
}

/// Short and without anything that could be somebody's: it is kept in rows and logs.
fn is_word(word: &str) -> bool {
    (1..=LONGEST_WORD).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
