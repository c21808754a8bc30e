//! What is committed, and what of it is on the disk.
//!
//! The writer's commits do not wait for the disk (`synchronous = NORMAL`); the WAL is synced behind them, and only then is anybody answered.
//! So the statements of one group run while the disk takes in the group before it. Whoever has read what is not on the disk yet is answered
//! after it, too: nobody learns of anything that a power loss could take back.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::StoreError;
use crate::outbox::Left;
use crate::queue::Queue;
use crate::store::Bells;
use crate::unit::{Task, Unit};

/// A committed group on its way to the disk.
pub(crate) struct Group {
    pub(crate) number: u64,
    pub(crate) tasks: Vec<Task>,
    pub(crate) left: Left,
    pub(crate) began: Instant,
    /// Whether there is anything to sync.
    pub(crate) changed: bool,
}

/// The file behind commits.
pub(crate) trait Log: Send + Sync {
    /// Brings all that was written to the disk.
    fn sync(&self) -> io::Result<()>;

    /// After a failed sync the system may think clean what never reached the disk: writes all of it once more, and syncs that.
    fn rewrite(&self) -> io::Result<()>;
}

/// How far the disk is behind the commits.
pub(crate) struct Durable {
    log: Box<dyn Log>,
    /// The last group whose commit has begun: a reader may see it.
    begun: AtomicU64,
    /// All groups up to this one are on the disk.
    kept: AtomicU64,
    busy: AtomicBool,
    failed: AtomicBool,
    /// Readers with the group that they may have seen.
    readers: Mutex<Vec<(u64, Box<dyn Unit>)>>,
}

impl Durable {
    pub(crate) fn new(log: impl Log + 'static) -> Self {
        let (begun, kept, busy, failed) = Default::default();
        Self { log: Box::new(log), begun, kept, busy, failed, readers: Mutex::default() }
    }

    /// Whether a sync is under way.
    pub(crate) fn busy(&self) -> bool {
        self.busy.load(Ordering::SeqCst)
    }

    /// Whether commits may be lost that nobody was told of: nothing may be added to them before they are on the disk.
    pub(crate) fn failed(&self) -> bool {
        self.failed.load(Ordering::SeqCst)
    }

    /// A commit begins, and has this number. All before it are on the disk.
    pub(crate) fn begin(&self) -> u64 {
        self.begun.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The commit did not happen.
    pub(crate) fn nothing(&self, number: u64) {
        self.reached(number, Ok(()));
    }

    /// Marks that a sync is under way; whoever marks it settles the group.
    pub(crate) fn occupy(&self) {
        self.busy.store(true, Ordering::SeqCst);
    }

    /// Syncs, and answers the group and who has read from it.
    pub(crate) fn settle(&self, group: Group, queue: &Queue<Task>, bells: &Bells) {
        let outcome = if group.changed { self.log.sync().map_err(|error| unkept(&error)) } else { Ok(()) };
        if let Err(error) = &outcome {
            tracing::error!(closures = group.tasks.len(), "a committed group did not reach the disk: {error}");
            self.failed.store(true, Ordering::SeqCst);
        }
        // the writer goes on before anybody is answered
        let readers = self.take(group.number, outcome.is_ok());
        self.busy.store(false, Ordering::SeqCst);
        queue.wake();
        match &outcome {
            Ok(()) => {
                bells.counting.committed(group.tasks.len(), group.began.elapsed(), &group.left);
                if group.left.events || group.left.jobs {
                    bells.committed.ring();
                }
            }
            Err(_) => bells.counting.failed(group.tasks.len()),
        }
        let answer = |unit: Box<dyn Unit>| unit.answer(outcome.as_ref().map_err(StoreError::shared).copied());
        group.tasks.into_iter().map(|task| task.unit).chain(readers).for_each(answer);
    }

    /// Tries to bring to the disk what a failed sync may have lost. Nobody may write the log meanwhile.
    pub(crate) fn mend(&self) -> Result<(), StoreError> {
        self.log.rewrite().map_err(|error| unkept(&error))?;
        self.failed.store(false, Ordering::SeqCst);
        self.reached(self.begun.load(Ordering::SeqCst), Ok(()));
        Ok(())
    }

    /// Answers a reader, once what it may have seen is on the disk.
    pub(crate) fn answer_reader(&self, unit: Box<dyn Unit>, outcome: Result<(), StoreError>) {
        let seen = self.begun.load(Ordering::SeqCst);
        if outcome.is_err() || self.kept.load(Ordering::SeqCst) >= seen {
            return unit.answer(outcome);
        }
        let mut readers = self.readers();
        if self.kept.load(Ordering::SeqCst) >= seen {
            drop(readers);
            unit.answer(outcome);
        } else if self.failed() {
            drop(readers);
            unit.answer(Err(StoreError::Unavailable("what was read is not on the disk".into())));
        } else {
            readers.push((seen, unit));
        }
    }

    fn reached(&self, number: u64, outcome: Result<(), StoreError>) {
        for unit in self.take(number, outcome.is_ok()) {
            unit.answer(outcome.as_ref().map_err(StoreError::shared).copied());
        }
    }

    /// Who waits for groups up to this one.
    fn take(&self, number: u64, kept: bool) -> Vec<Box<dyn Unit>> {
        let mut readers = self.readers();
        if kept {
            self.kept.store(number, Ordering::SeqCst);
        }
        readers.extract_if(.., |(seen, _)| *seen <= number).map(|(_, unit)| unit).collect()
    }

    fn readers(&self) -> MutexGuard<'_, Vec<(u64, Box<dyn Unit>)>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves until the writer has ended.
pub(crate) fn run(groups: Receiver<Group>, durable: &Durable, queue: &Queue<Task>, bells: &Bells) {
    while let Ok(group) = groups.recv() {
        durable.settle(group, queue, bells);
    }
}

fn unkept(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Unavailable(format!("the log: {error}")),
    }
}

#[cfg(test)]
mod tests;
