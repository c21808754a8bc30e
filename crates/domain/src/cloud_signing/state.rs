//! How far an operation came.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// waiting → signing → done or crashed. A code that is not given in time ends it by the clock alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// For the code.
    Waiting { until: Timestamp },
    /// The signatures are being made.
    Signing { since: Timestamp },
    /// They can be fetched.
    Done { at: Timestamp },
    /// They could not be made: a published code says why.
    Crashed { at: Timestamp, reason: String },
}

impl State {
    /// The machine's word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Signing { .. } => "signing",
            Self::Done { .. } => "done",
            Self::Crashed { .. } => "crashed",
        }
    }
}

/// How an operation stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The code can be given.
    WaitsForUser,
    /// It was not given in time.
    TimedOut,
    /// The signatures are being made.
    Signing,
    /// They can be fetched.
    Done,
    /// They could not be made.
    Crashed,
}
