//! A clock that stands still until it is told otherwise.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;

/// A settable clock; clones show the same time.
#[derive(Debug, Clone)]
pub struct MockClock {
    micros: Arc<AtomicI64>,
    steady: Arc<AtomicU64>,
}

impl MockClock {
    /// Stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { micros: Arc::new(AtomicI64::new(now.micros())), steady: Arc::default() }
    }

    /// Moves on by `span`.
    pub fn advance(&self, span: Duration) {
        self.steady.fetch_add(u64::try_from(span.as_micros()).unwrap_or(u64::MAX), Ordering::SeqCst);
        self.set(self.now().plus(span));
    }

    /// Jumps to `now`, forwards or back, as a clock that somebody sets.
    pub fn set(&self, now: Timestamp) {
        self.micros.store(now.micros(), Ordering::SeqCst);
    }
}

/// Noon of 1 June 2026, UTC.
impl Default for MockClock {
    fn default() -> Self {
        Self::at(Timestamp::from_seconds(1_780_315_200))
    }
}

impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.micros.load(Ordering::SeqCst))
    }

    fn steady(&self) -> Duration {
        Duration::from_micros(self.steady.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_shows_the_same_time() {
        let clock = MockClock::default();
        let other = clock.clone();
        assert_eq!(clock.now().to_string(), "2026-06-01T12:00:00Z");
        other.advance(Duration::from_secs(1));
        assert_eq!(clock.now().to_string(), "2026-06-01T12:00:01Z");
    }
}
