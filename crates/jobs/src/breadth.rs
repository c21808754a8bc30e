//! How many runs of one target go on at once: more while it takes them easily, fewer as soon as it cannot keep up.
//!
//! A target begins with [`FIRST`]. Each run that it took easily while its breadth was in use adds one, each that it did not take halves it.
//! Kept in memory: another node, and the next start, learn it anew within a second.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use store::table::job::Line;

use crate::{Job, Strain};

/// For a target of which nothing is known.
const FIRST: usize = 4;
/// However easily it takes them.
const MOST: usize = 64;

/// The breadths of all targets that are not at their beginning.
#[derive(Debug, Default)]
pub(crate) struct Breadths {
    targets: Mutex<HashMap<String, Breadth>>,
}

#[derive(Debug)]
struct Breadth {
    width: usize,
    running: usize,
}

impl Breadths {
    /// How many of a line may run at once.
    pub(crate) fn of(&self, line: &str) -> usize {
        self.lock().get(line).map_or(FIRST, |breadth| breadth.width)
    }

    /// A run begins.
    pub(crate) fn begin(&self, job: &Job) {
        if has_target(job) {
            self.lock().entry(job.line.clone()).or_insert(Breadth { width: FIRST, running: 0 }).running += 1;
        }
    }

    /// It has ended.
    pub(crate) fn end(&self, job: &Job, strain: Strain) {
        let mut targets = self.lock();
        let Some(breadth) = targets.get_mut(&job.line) else { return };
        match strain {
            // what was not used proves nothing
            Strain::Light if 2 * breadth.running >= breadth.width => breadth.width = (breadth.width + 1).min(MOST),
            Strain::Heavy => breadth.width = (breadth.width / 2).max(1),
            Strain::Light | Strain::Unknown => {}
        }
        breadth.running = breadth.running.saturating_sub(1);
        if breadth.running == 0 && breadth.width == FIRST {
            targets.remove(&job.line);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Breadth>> {
        self.targets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn has_target(job: &Job) -> bool {
    Line::is_of_a_target(&job.line)
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn job(line: &str) -> Job {
        Job {
            id: "job".to_owned(),
            kind: "call".to_owned(),
            body: serde_json::Value::Null,
            attempt: 1,
            errors: 0,
            failures: 0,
            line: line.to_owned(),
            licensee: None,
            lane: None,
            created: Timestamp::from_seconds(0),
        }
    }

    #[test]
    fn a_target_that_takes_all_gets_more_and_one_that_does_not_gets_less() {
        let (breadths, job) = (Breadths::default(), job("call:a"));
        let round = |strain| {
            let width = breadths.of("call:a");
            (0..width).for_each(|_| breadths.begin(&job));
            (0..width).for_each(|_| breadths.end(&job, strain));
            breadths.of("call:a")
        };
        assert_eq!(round(Strain::Light), 6, "four runs, of which the last two left most of it unused");
        while round(Strain::Light) < MOST {}
        assert_eq!(round(Strain::Unknown), MOST);
        assert_eq!(round(Strain::Heavy), 1);
        assert_eq!(breadths.of("call:b"), FIRST, "another target is not concerned");
    }

    #[test]
    fn a_breadth_that_is_not_used_does_not_grow() {
        let (breadths, job) = (Breadths::default(), job("call:a"));
        for _ in 0..100 {
            breadths.begin(&job);
            breadths.end(&job, Strain::Light);
        }
        assert_eq!(breadths.of("call:a"), FIRST);
        assert!(breadths.lock().is_empty(), "nothing is kept of what is at its beginning");
    }
}
