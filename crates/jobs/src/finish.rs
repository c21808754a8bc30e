//! Writing down how runs ended, many in one transaction.

use std::time::Duration;

use domain::time::Timestamp;
use store::{StoreError, Tx, table};

use crate::{Backoff, Ended, Job, Outcome, Record};

/// When a run whose record could not be written is tried again.
const UNRECORDED: Duration = Duration::from_secs(60);

/// A run that has ended and is not written down yet.
#[derive(Clone)]
pub(crate) struct Finished {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) attempt: i64,
    pub(crate) lane: Option<String>,
    pub(crate) how: How,
    pub(crate) record: Option<Record>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum How {
    Done,
    Wait {
        run_at: Timestamp,
    },
    /// `failed` where it counts towards giving up.
    Retry {
        run_at: Timestamp,
        error: String,
        failed: bool,
    },
    Failed {
        error: String,
    },
    GivenBack,
}

impl Finished {
    /// What `outcome` means at `now`. Failures are told to whoever watches the log.
    pub(crate) fn of(job: &Job, Ended { outcome, record, .. }: Ended, backoff: &Backoff, now: Timestamp) -> Self {
        let retry = |after: Duration, error: String, failed: bool| How::Retry { run_at: now.plus(after), error, failed };
        let how = match outcome {
            Outcome::Done => How::Done,
            Outcome::Wait { after } => How::Wait { run_at: now.plus(after) },
            Outcome::Retry { after, error } => retry(after, error, false),
            Outcome::Backoff { error } => match backoff.after(job.failures + 1) {
                Some(wait) => retry(wait, error, true),
                None => How::Failed { error },
            },
            Outcome::Failed { error } => How::Failed { error },
        };
        match &how {
            How::Failed { error } => tracing::error!(job = job.id, kind = job.kind, attempt = job.attempt, "a job has failed: {error}"),
            How::Retry { run_at, error, .. } => {
                tracing::warn!(job = job.id, kind = job.kind, attempt = job.attempt, "a job is to be run again at {run_at}: {error}");
            }
            How::Done | How::Wait { .. } | How::GivenBack => {}
        }
        Self { id: job.id.clone(), kind: job.kind.clone(), attempt: job.attempt, lane: job.lane.clone(), how, record }
    }

    /// Broken off by a shutdown.
    pub(crate) fn given_back(job: &Job) -> Self {
        Self { id: job.id.clone(), kind: job.kind.clone(), attempt: job.attempt, lane: job.lane.clone(), how: How::GivenBack, record: None }
    }

    /// The same run where its record could not be written: it is to be run again, and the others go on without it.
    pub(crate) fn without_record(&self, error: &StoreError, now: Timestamp) -> Self {
        tracing::error!(job = self.id, kind = self.kind, attempt = self.attempt, "the record of a run cannot be written: {error}");
        let how = How::Retry { run_at: now.plus(UNRECORDED), error: error.to_string(), failed: true };
        Self { how, record: None, ..self.clone() }
    }

    /// Writes it down; false where this attempt no longer held the job.
    pub(crate) fn write(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let held = match &self.how {
            How::Done => table::job::done(tx, &self.id, self.attempt)?,
            How::Wait { run_at } => table::job::wait(tx, &self.id, self.attempt, *run_at)?,
            How::Retry { run_at, error, failed } => table::job::retry(tx, &self.id, self.attempt, *run_at, error, *failed)?,
            How::Failed { error } => table::job::failed(tx, &self.id, self.attempt, error)?,
            How::GivenBack => table::job::give_back(tx, &self.id, self.attempt)?,
        };
        if let (true, Some(record)) = (held, &self.record) {
            record(tx)?;
        }
        if let (true, How::Done | How::Failed { .. }, Some(lane)) = (held, &self.how, &self.lane) {
            table::job::unblock(tx, lane)?;
        }
        Ok(held)
    }
}
