//! Where the time comes from: an argument, so that rules and jobs can be tested on any day.

use std::time::Duration;

use crate::time::Timestamp;

/// Tells the time. The real one lives in `store`, the settable one in `testkit`.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Time since some moment that stays the same while the process lives. Nobody sets it, forwards or back.
    fn steady(&self) -> Duration;
}
