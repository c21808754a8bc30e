//! Figures of the house for metrics: what it has done, and what waits.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use outbound::callback::{CallbackAnswer, CallbackError};
pub use store::COMMIT_SPANS;
use store::table;

use crate::{AppError, Ctx};

/// A snapshot; without what only the database knows while that does not answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// What the store of this process has done.
    pub store: store::Figures,
    /// Calls of endpoints by this process, by outcome.
    pub callbacks: Vec<(&'static str, u64)>,
    /// What the database says; `None` where it does not answer.
    pub rows: Option<Rows>,
}

/// What the database says, for all nodes together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// Jobs by kind and state.
    pub jobs: Vec<Jobs>,
    /// The size of the database, in bytes.
    pub bytes: u64,
}

/// Jobs of one kind in one state.
#[derive(Debug, Clone, PartialEq)]
pub struct Jobs {
    /// The kind.
    pub kind: String,
    /// `open` or `failed`.
    pub state: String,
    /// How many.
    pub count: u64,
    /// For how long the oldest has been due.
    pub overdue: Duration,
}

/// Gathers them.
pub async fn gather(ctx: &Ctx) -> Figures {
    let rows = match rows(ctx).await {
        Ok(rows) => Some(rows),
        Err(error) => {
            error.log();
            None
        }
    };
    Figures { store: ctx.store.figures(), callbacks: ctx.counts.callbacks(), rows }
}

async fn rows(ctx: &Ctx) -> Result<Rows, AppError> {
    let now = ctx.now();
    let counts = ctx.store.read(|tx| table::job::counts(tx).map_err(AppError::from)).await?;
    let jobs = counts.into_iter().map(|count| Jobs {
        kind: count.kind,
        state: count.state,
        count: u64::try_from(count.jobs).unwrap_or(0),
        overdue: now.since(count.oldest),
    });
    Ok(Rows { jobs: jobs.collect(), bytes: ctx.store.size().await? })
}

/// What this process counts by itself.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    callbacks: Mutex<BTreeMap<&'static str, u64>>,
}

impl Counts {
    /// One call of an endpoint.
    pub(crate) fn callback(&self, answer: &Result<CallbackAnswer, CallbackError>) {
        let outcome = match answer {
            Ok(answer) if answer.is_success() => "delivered",
            Ok(answer) if answer.is_gone() => "gone",
            Ok(answer) if answer.is_overloaded() => "overloaded",
            Ok(_) => "refused",
            Err(error) => error.code(),
        };
        *self.callbacks.lock().unwrap_or_else(PoisonError::into_inner).entry(outcome).or_default() += 1;
    }

    fn callbacks(&self) -> Vec<(&'static str, u64)> {
        let callbacks = self.callbacks.lock().unwrap_or_else(PoisonError::into_inner);
        callbacks.iter().map(|(outcome, count)| (*outcome, *count)).collect()
    }
}
