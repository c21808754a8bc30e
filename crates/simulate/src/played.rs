//! What every stand-in is made of: what it knows, and what changes while it plays.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::clock::Clock;
use domain::time::Timestamp;

/// Clones are the same one: a test may hold one while a router answers.
pub(crate) struct Played<K, C>(Arc<(K, Mutex<C>)>);

impl<K, C> Clone for Played<K, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, C> Played<K, C> {
    /// `known` stays as it is.
    pub(crate) fn new(known: K, changing: C) -> Self {
        Self(Arc::new((known, Mutex::new(changing))))
    }

    /// What it knows.
    pub(crate) fn known(&self) -> &K {
        &self.0.0
    }

    /// What has changed by now, held against others.
    pub(crate) fn now(&self) -> MutexGuard<'_, C> {
        self.0.1.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Data of a stand-in that looks at the clock.
pub(crate) struct Timed<D> {
    pub(crate) data: D,
    clock: Arc<dyn Clock>,
    /// Begins the ids of this start, so that they are none of an earlier one.
    pub(crate) start: i64,
}

impl<D> Timed<D> {
    /// From now on.
    pub(crate) fn new(data: D, clock: Arc<dyn Clock>) -> Self {
        Self { data, start: clock.now().micros(), clock }
    }

    /// The time.
    pub(crate) fn at(&self) -> Timestamp {
        self.clock.now()
    }
}
