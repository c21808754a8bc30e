//! What this process has asked a counterpart, and how that ended.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::BreakerState;

/// A snapshot for metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Who was asked: a register's word, or `esia`.
    pub counterpart: &'static str,
    /// Attempts by outcome: `answered`, or a [`super::NotAnswered::code`].
    pub outcomes: Vec<(&'static str, u64)>,
    /// How the breaker stands.
    pub breaker: BreakerState,
}

/// Attempts by outcome.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<BTreeMap<&'static str, u64>>);

impl Counts {
    pub(crate) fn add(&self, outcome: &'static str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(outcome).or_default() += 1;
    }

    pub(crate) fn all(&self) -> Vec<(&'static str, u64)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(outcome, count)| (*outcome, *count)).collect()
    }
}
