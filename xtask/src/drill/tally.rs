//! What is counted while the drill runs, and every promise that was broken.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counters by name, and violations.
#[derive(Debug, Default)]
pub struct Tally {
    counts: Mutex<BTreeMap<&'static str, u64>>,
    violations: Mutex<Vec<String>>,
}

impl Tally {
    /// One more.
    pub fn count(&self, name: &'static str) {
        self.add(name, 1);
    }

    /// So many more.
    pub fn add(&self, name: &'static str, more: u64) {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default() += more;
    }

    /// How many.
    pub fn of(&self, name: &str) -> u64 {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied().unwrap_or_default()
    }

    /// All counters.
    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Something that must not be.
    pub fn violation(&self, what: impl Into<String>) {
        self.violations.lock().unwrap_or_else(PoisonError::into_inner).push(what.into());
    }

    /// Something that must hold; `what` says what is wrong where it does not.
    pub fn require(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.violation(what());
        }
    }

    /// All violations so far.
    pub fn violations(&self) -> Vec<String> {
        self.violations.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
