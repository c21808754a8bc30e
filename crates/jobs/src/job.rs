//! A job in a handler's hands, and how its run ended.

use std::sync::Arc;
use std::time::Duration;

use domain::id::LicenseeId;
use domain::time::Timestamp;
use store::table::job::Claimed;
use store::{StoreError, Tx};

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
    /// The line it stood in: its kind, and its target where it has one.
    pub line: String,
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
            line: claimed.line,
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

/// What belongs into the transaction that writes down the end of a run. It may be run more than once, and is not run where the run had lost
/// its lease.
pub type Record = Arc<dyn Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync>;

/// How the target of a run took it: decides how many runs of one target go on at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Strain {
    /// It took the run as fast as can be wished: a few more at once will do.
    Light,
    /// Nothing is known.
    #[default]
    Unknown,
    /// It could not keep up or was not there: fewer at once.
    Heavy,
}

/// A run that has ended: how, what is to be written down with it, and what its target made of it.
#[derive(Clone)]
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// What is committed together with the end.
    pub record: Option<Record>,
    /// How the target took it.
    pub strain: Strain,
}

impl Ended {
    /// Commits `record` together with the end of the run.
    pub fn with(self, record: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        Self { record: Some(Arc::new(record)), ..self }
    }

    /// Says how the target took the run.
    pub fn strained(self, strain: Strain) -> Self {
        Self { strain, ..self }
    }
}

/// With nothing to be written down beside it.
impl From<Outcome> for Ended {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, record: None, strain: Strain::Unknown }
    }
}

impl std::fmt::Debug for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ended")
            .field("outcome", &self.outcome)
            .field("record", &self.record.is_some())
            .field("strain", &self.strain)
            .finish()
    }
}
