//! What the store has done since it was opened: for metrics.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::outbox::Left;

/// Upper ends of the spans that commits are counted in, in seconds; longer ones are counted too.
pub const COMMIT_SPANS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// A snapshot.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Closures whose transaction was committed, or had nothing to commit.
    pub served: u64,
    /// Closures that got an error of the database instead.
    pub failed: u64,
    /// Commits that took up to each of [`COMMIT_SPANS`], and the rest. Some closures share a commit on SQLite.
    pub commits: [u64; COMMIT_SPANS.len() + 1],
    /// How long all commits took together, with their statements, in seconds.
    pub seconds: f64,
    /// Closures that wait for a thread.
    pub waiting: usize,
    /// Events by kind.
    pub events: Vec<(&'static str, u64)>,
    /// Audited acts by name and outcome.
    pub acts: Vec<(&'static str, &'static str, u64)>,
}

/// Counts as they grow.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    served: AtomicU64,
    failed: AtomicU64,
    commits: [AtomicU64; COMMIT_SPANS.len() + 1],
    micros: AtomicU64,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    events: BTreeMap<&'static str, u64>,
    acts: BTreeMap<(&'static str, &'static str), u64>,
}

impl Counting {
    /// One commit of so many closures, and what they left.
    pub(crate) fn committed(&self, closures: usize, took: Duration, left: &Left) {
        let span = COMMIT_SPANS.iter().position(|span| took.as_secs_f64() <= *span).unwrap_or(COMMIT_SPANS.len());
        self.commits[span].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.served.fetch_add(closures as u64, Ordering::Relaxed);
        if left.told.is_empty() && left.done.is_empty() {
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        left.told.iter().for_each(|kind| *told.events.entry(kind).or_default() += 1);
        left.done.iter().for_each(|(act, outcome)| *told.acts.entry((act, outcome.as_str())).or_default() += 1);
    }

    /// So many closures got an error instead.
    pub(crate) fn failed(&self, closures: usize) {
        self.failed.fetch_add(closures as u64, Ordering::Relaxed);
    }

    pub(crate) fn figures(&self, waiting: usize) -> Figures {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        Figures {
            served: self.served.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
            commits: std::array::from_fn(|span| self.commits[span].load(Ordering::Relaxed)),
            seconds: Duration::from_micros(self.micros.load(Ordering::Relaxed)).as_secs_f64(),
            waiting,
            events: told.events.iter().map(|(kind, count)| (*kind, *count)).collect(),
            acts: told.acts.iter().map(|((act, outcome), count)| (*act, *outcome, *count)).collect(),
        }
    }
}
