//! The one thread that writes: waiting closures are committed together.
//!
//! One sync of the disk serves up to [`GROUP`] closures, and the next ones run meanwhile ([`super::durable`]). They run one after another in one transaction; most of those that fail have
//! changed nothing by then, and cost nothing. Where one fails that has, the transaction is rolled back and the group runs again, each in a
//! savepoint of its own, so that it loses its own changes only. (A savepoint copies every page that is changed under it: dear for what
//! hardly ever happens.) A full disk, an I/O error, lack of memory, a corrupt file or a failed COMMIT end the whole group: SQLite may have
//! rolled back more than one savepoint then.

use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::outbox::Left;
use crate::queue::Queue;
use crate::sqlite::checkpoint::Pace;
use crate::sqlite::durable::{Durable, Group};
use crate::sqlite::{connection, failure};
use crate::store::Bells;
use crate::tx::Trouble;
use crate::unit::Task;
use crate::{StoreError, Tx};

/// Closures in one commit at most.
const GROUP: usize = 64;
/// Between two tries to bring to the disk what did not get there.
const AGAIN: Duration = Duration::from_millis(500);

/// The thread and what it works with.
pub(crate) struct Writer<'a> {
    pub(crate) file: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) queue: &'a Queue<Task>,
    pub(crate) bells: &'a Bells,
    pub(crate) durable: &'a Durable,
    /// To the thread that syncs.
    pub(crate) hand: SyncSender<Group>,
    pub(crate) pace: Pace,
}

impl Writer<'_> {
    /// Serves writing closures until the queue is closed.
    pub(crate) fn run(mut self) {
        loop {
            if self.durable.failed() {
                if !self.mend() && self.queue.closed() {
                    return;
                }
            } else if let Some(first) = self.queue.pop_unless(|| self.durable.failed()) {
                self.serve(first);
            } else if self.queue.closed() {
                return;
            }
        }
    }

    fn serve(&mut self, first: Task) {
        let began = Instant::now();
        let mut tasks = vec![first];
        tasks.extend(self.queue.take(GROUP - 1));
        let changes = self.connection.total_changes();
        match self.commit(&mut tasks) {
            Ok((number, left)) => {
                let changed = self.connection.total_changes() != changes;
                self.settle(Group { number, tasks, left, began, changed });
                self.pace.committed(&self.connection);
            }
            Err(error) => {
                self.bells.counting.failed(tasks.len());
                tracing::error!(closures = tasks.len(), "a group was not committed: {error}");
                self.abandon();
                tasks.into_iter().for_each(|task| task.unit.answer(Err(error.shared())));
            }
        }
    }

    /// A single caller is served soonest on this thread; where there are more, the next group runs meanwhile.
    fn settle(&self, group: Group) {
        self.durable.occupy();
        let alone = group.tasks.len() == 1 && self.queue.waiting() == 0;
        let group = if alone { Some(group) } else { self.hand.send(group).err().map(|gone| gone.0) };
        if let Some(group) = group {
            self.durable.settle(group, self.queue, self.bells);
        }
    }

    /// Runs all closures and commits those that want it.
    fn commit(&self, tasks: &mut Vec<Task>) -> Result<(u64, Left), StoreError> {
        if let Some(left) = self.together(tasks)? {
            return Ok((self.end()?, left));
        }
        batch(&self.connection, "ROLLBACK")?;
        // alone it has nobody to run again for
        let left = if tasks.len() == 1 { Left::default() } else { self.apart(tasks)? };
        Ok((self.end()?, left))
    }

    /// Ends the transaction, if there is one, after the sync of the group before it.
    fn end(&self) -> Result<u64, StoreError> {
        self.queue.rest_until(|| !self.durable.busy());
        if self.durable.failed() {
            return Err(StoreError::Unavailable("the group before did not reach the disk".into()));
        }
        let number = self.durable.begin();
        let ended = if self.connection.is_autocommit() { Ok(()) } else { batch(&self.connection, "COMMIT") };
        ended.inspect_err(|_| self.durable.nothing(number)).map(|()| number)
    }

    /// Without savepoints; nothing where a closure failed that had changed rows, and the transaction is still open then. Rows are all that
    /// closures change: tables are made by migrations. While the disk is at the group before, closures that come join this one.
    fn together(&self, tasks: &mut Vec<Task>) -> Result<Option<Left>, StoreError> {
        let mut left = Left::default();
        let mut at = 0;
        batch(&self.connection, "BEGIN IMMEDIATE")?;
        loop {
            while let Some(task) = tasks.get_mut(at) {
                let changes = self.connection.total_changes();
                match run_one(&self.connection, task)? {
                    Some(one) => left = left.and(one),
                    None if self.connection.total_changes() == changes => {}
                    None => return Ok(None),
                }
                at += 1;
            }
            let idle = || !self.durable.busy();
            match if tasks.len() < GROUP && !idle() { self.queue.pop_unless(idle) } else { None } {
                Some(task) => tasks.push(task),
                None => return Ok(Some(left)),
            }
        }
    }

    /// Each in a savepoint of its own.
    fn apart(&self, tasks: &mut [Task]) -> Result<Left, StoreError> {
        let mut left = Left::default();
        batch(&self.connection, "BEGIN IMMEDIATE")?;
        for task in tasks {
            batch(&self.connection, "SAVEPOINT closure")?;
            match run_one(&self.connection, task)? {
                Some(one) => left = left.and(one),
                None => batch(&self.connection, "ROLLBACK TO closure")?,
            }
            batch(&self.connection, "RELEASE closure")?;
        }
        Ok(left)
    }

    /// Brings to the disk what was committed and is not there; where that fails everybody who waits is refused.
    fn mend(&mut self) -> bool {
        let mended = batch(&self.connection, "BEGIN IMMEDIATE").and_then(|()| {
            // other processes are kept from the log by the lock
            let mended = self.durable.mend();
            batch(&self.connection, "ROLLBACK").and(mended)
        });
        match mended {
            Ok(()) => {
                tracing::info!("the log is on the disk again");
                true
            }
            Err(error) => {
                tracing::error!("the log does not reach the disk: {error}");
                self.queue.take(usize::MAX).into_iter().for_each(|task| task.unit.answer(Err(error.shared())));
                self.abandon();
                std::thread::sleep(AGAIN);
                false
            }
        }
    }

    /// Rolls back what is left of the group, and takes a fresh connection where that is possible.
    fn abandon(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::warn!("rolling back a group failed: {error}");
        }
        match connection::open_writing(&self.file) {
            Ok(fresh) => self.connection = fresh,
            Err(error) => tracing::warn!("the database could not be opened again: {error}"),
        }
    }
}

/// What the closure leaves, where it wants to be committed.
fn run_one(writing: &Connection, task: &mut Task) -> Result<Option<Left>, StoreError> {
    let mut tx = Tx::sqlite(writing, true);
    let keep = task.unit.run(&mut tx);
    match tx.trouble() {
        Some(Trouble::Full) => return Err(StoreError::Full),
        Some(Trouble::Fatal) => return Err(StoreError::Unavailable("the group ended".into())),
        _ => require_open(writing)?,
    }
    Ok(keep.then(|| tx.left()))
}

/// Some errors roll the whole transaction back behind our back; what came next would commit alone.
fn require_open(writing: &Connection) -> Result<(), StoreError> {
    if writing.is_autocommit() { Err(StoreError::Unavailable("the group's transaction has ended early".into())) } else { Ok(()) }
}

fn batch(writing: &Connection, text: &str) -> Result<(), StoreError> {
    writing.prepare_cached(text).and_then(|mut statement| statement.execute([])).map(|_| ()).map_err(|error| failure(&error).error)
}
