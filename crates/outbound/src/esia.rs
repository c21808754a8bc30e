//! The state portal (ЕСИА, «Госуслуги») as a confirmer: a person with a confirmed account says there that a statement is theirs.
//!
//! The contract is docs/esia.md; behind it stands whoever connects this installation to the portal, or `surguch simulate esia`.

mod wire;

use domain::subject::{Date, Snils};
use domain::time::Timestamp;

use crate::guarded::{Blocked, SetupError};
use crate::remote::{Body, Call, Counterpart, Figures, NotAnswered, Remote, RemoteSettings};

/// The client of the portal. Clones share connections and breaker.
#[derive(Debug, Clone)]
pub struct Esia {
    remote: Remote,
    counterpart: Counterpart,
    status: Counterpart,
}

/// What is to be confirmed, by whom.
#[derive(Clone, Copy)]
pub struct NewConfirmation<'a> {
    /// By which the portal finds the person.
    pub snils: &'a Snils,
    /// What has to fit it.
    pub birth_date: &'a Date,
    /// The digest of the document that is confirmed, lower-case hex.
    pub digest: &'a str,
    /// By which algorithm: `sha256`, `streebog256`.
    pub digest_algorithm: &'a str,
    /// What the person reads before they agree, at most [`LONGEST_TEXT`] characters.
    pub text: &'a str,
}

/// The longest text that a person is shown, in characters.
pub const LONGEST_TEXT: usize = 2000;

/// Nothing of a person belongs into a log.
impl std::fmt::Debug for NewConfirmation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewConfirmation(…)")
    }
}

/// A confirmation that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The portal's own id of it, by which it is polled.
    pub id: String,
    /// How it stands already.
    pub outcome: Outcome,
}

/// How the gateway stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// The portal answers it.
    pub up: bool,
    /// It says that it only plays the portal.
    pub simulator: bool,
}

/// How a confirmation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The person has not said anything yet.
    InProgress,
    /// They agreed.
    Confirmed {
        /// When.
        at: Timestamp,
        /// The portal's id of the person.
        oid: String,
    },
    /// They refused.
    Rejected,
    /// They said nothing in time.
    Expired,
    /// There is no confirmed account of such a person.
    UserNotFound,
}

impl Esia {
    /// Of the gateway that these settings lead to.
    pub fn new(settings: &RemoteSettings) -> Result<Self, SetupError> {
        let remote = Remote::new(settings)?;
        let counterpart = |name| Counterpart::new(name, remote.clone(), settings.breaker);
        Ok(Self { counterpart: counterpart("esia"), status: counterpart("esia"), remote })
    }

    /// What can be said against the address without calling it.
    pub fn check(&self) -> Result<(), Blocked> {
        self.remote.check()
    }

    /// Asks for a confirmation. Repeated under the same id of the call, it is the same confirmation.
    pub async fn create(&self, asked: &NewConfirmation<'_>, call: &Call<'_>) -> Result<Created, NotAnswered> {
        self.counterpart.ask("/v1/confirmations", Body::Json(wire::asked(asked)), call, |answer| wire::created(&answer.body)).await
    }

    /// How the confirmation of this id stands. One that the portal does not keep any more has expired.
    pub async fn poll(&self, id: &str, call: &Call<'_>) -> Result<Outcome, NotAnswered> {
        let id = wire::plain(id)?;
        let told =
            self.counterpart.ask(&format!("/v1/confirmations/{id}"), Body::Nothing, call, |answer| wire::outcome(&answer.body)).await;
        match told {
            Err(NotAnswered::Status(404 | 410)) => Ok(Outcome::Expired),
            told => told,
        }
    }

    /// How the gateway says that the portal stands; asks nothing about anybody. For whoever looks after this installation.
    pub async fn status(&self, call: &Call<'_>) -> Result<Status, NotAnswered> {
        self.status.ask("/v1/status", Body::Nothing, call, |answer| wire::status(&answer.body)).await
    }

    /// What was asked so far, and how the breaker stands.
    pub fn figures(&self) -> Figures {
        self.counterpart.figures()
    }
}
