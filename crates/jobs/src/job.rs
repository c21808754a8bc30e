//! A job in a handler's hands, and how its run ended.

use std::time::Duration;

use domain::id::LicenseeId;
use domain::time::Timestamp;
use store::table::job::Claimed;

/// What a handler gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Unique and stable over retries: what the receiver of an outgoing call tells repeats apart by.
    pub id: String,
    /// Which handler it is for.
    pub kind: String,
    /// What the handler needs.
    pub body: serde_json::Value,
    /// This run's number, from 1.
    pub attempt: i64,
    /// How many runs in a row, before this one, have ended with an error: [`Outcome::Retry`] or [`Outcome::Backoff`].
    pub errors: i64,
    /// How many of its runs have ended with [`Outcome::Backoff`]: they count towards giving up.
    pub failures: i64,
    /// For whom.
    pub licensee: Option<LicenseeId>,
    /// The lane it holds up while it is open.
    pub lane: Option<String>,
    /// When it was first due.
    pub created: Timestamp,
}

impl From<Claimed> for Job {
    fn from(claimed: Claimed) -> Self {
        Self {
            id: claimed.id,
            kind: claimed.kind,
            body: claimed.body,
            attempt: claimed.attempt,
            errors: claimed.errors,
            failures: claimed.failures,
            licensee: claimed.licensee,
            lane: claimed.lane,
            created: claimed.created,
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The work is done; the job goes.
    Done,
    /// Nothing went wrong, but its time has not come: look again after a span. Neither counted nor logged.
    Wait {
        /// From now.
        after: Duration,
    },
    /// Run it again after a span that the handler knows; the handler also knows when to give up.
    Retry {
        /// From now.
        after: Duration,
        /// Why; kept in the row.
        error: String,
    },
    /// Run it again after the usual back-off, which gives up in the end.
    Backoff {
        /// Why; kept in the row.
        error: String,
    },
    /// It cannot succeed. The row stays as `failed` to be looked at, and its lane goes on with the next job.
    Failed {
        /// Why; kept in the row.
        error: String,
    },
}

impl Outcome {
    /// [`Outcome::Backoff`] for anything that can be shown.
    pub fn retry(error: impl std::fmt::Display) -> Self {
        Self::Backoff { error: error.to_string() }
    }

    /// [`Outcome::Failed`] for anything that can be shown.
    pub fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed { error: error.to_string() }
    }
}
