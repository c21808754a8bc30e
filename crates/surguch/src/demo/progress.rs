//! Lines with the time since the start, on standard output.

use crate::out::say;
use std::time::{Duration, Instant};

/// When the story began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    began: Instant,
}

impl Progress {
    pub(super) fn start() -> Progress {
        Progress { began: Instant::now() }
    }

    pub(super) fn say(&self, text: impl AsRef<str>) {
        say!("{:>7.2} s  {}", self.elapsed().as_secs_f64(), text.as_ref());
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// `count` and the noun in its number.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Bytes as people read them.
pub(super) fn bytes(size: u64) -> String {
    match size {
        0..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{:.1} KiB", size as f64 / 1024.0),
        _ => format!("{:.1} MiB", size as f64 / 1_048_576.0),
    }
}
