//! The one thread that writes: waiting closures are committed together.
//!
//! One sync of the disk serves up to [`GROUP`] closures. They run one after another in one transaction; most of those that fail have
//! changed nothing by then, and cost nothing. Where one fails that has, the transaction is rolled back and the group runs again, each in a
//! savepoint of its own, so that it loses its own changes only. (A savepoint copies every page that is changed under it: dear for what
//! hardly ever happens.) A full disk, an I/O error, lack of memory, a corrupt file or a failed COMMIT end the whole group: SQLite may have
//! rolled back more than one savepoint then.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;

use crate::outbox::Left;
use crate::queue::Queue;
use crate::sqlite::checkpoint::Pace;
use crate::sqlite::{connection, failure};
use crate::store::Bells;
use crate::tx::Trouble;
use crate::unit::Task;
use crate::{StoreError, Tx};

/// Closures in one commit at most.
const GROUP: usize = 64;

/// Serves writing closures until the queue is closed.
pub(crate) fn run(file: &Path, mut writing: Connection, queue: &Queue<Task>, bells: &Bells, mut pace: Pace) {
    while let Some(first) = queue.pop() {
        let mut group = vec![first];
        group.extend(queue.take(GROUP - 1));
        let began = Instant::now();
        match commit(&writing, &mut group) {
            Ok(left) => {
                bells.counting.committed(group.len(), began.elapsed(), &left);
                if left.events || left.jobs {
                    bells.committed.ring();
                }
                group.into_iter().for_each(|task| task.unit.answer(Ok(())));
                pace.committed();
            }
            Err(error) => {
                bells.counting.failed(group.len());
                tracing::error!(closures = group.len(), "a group was not committed: {error}");
                abandon(&mut writing, file);
                group.into_iter().for_each(|task| task.unit.answer(Err(error.shared())));
            }
        }
    }
}

/// Runs all closures and commits those that want it.
fn commit(writing: &Connection, group: &mut [Task]) -> Result<Left, StoreError> {
    if let Some(left) = together(writing, group)? {
        return Ok(left);
    }
    batch(writing, "ROLLBACK")?;
    // alone it has nobody to run again for
    if group.len() == 1 { Ok(Left::default()) } else { apart(writing, group) }
}

/// Without savepoints; nothing where a closure failed that had changed rows, and the transaction is still open then. Rows are all that
/// closures change: tables are made by migrations.
fn together(writing: &Connection, group: &mut [Task]) -> Result<Option<Left>, StoreError> {
    let mut left = Left::default();
    batch(writing, "BEGIN IMMEDIATE")?;
    for task in group {
        let changes = writing.total_changes();
        match run_one(writing, task)? {
            Some(one) => left = left.and(one),
            None if writing.total_changes() == changes => {}
            None => return Ok(None),
        }
    }
    batch(writing, "COMMIT")?;
    Ok(Some(left))
}

/// Each in a savepoint of its own.
fn apart(writing: &Connection, group: &mut [Task]) -> Result<Left, StoreError> {
    let mut left = Left::default();
    batch(writing, "BEGIN IMMEDIATE")?;
    for task in group {
        batch(writing, "SAVEPOINT closure")?;
        match run_one(writing, task)? {
            Some(one) => left = left.and(one),
            None => batch(writing, "ROLLBACK TO closure")?,
        }
        batch(writing, "RELEASE closure")?;
    }
    batch(writing, "COMMIT")?;
    Ok(left)
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

/// Rolls back what is left of the group, and takes a fresh connection where that is possible.
fn abandon(writing: &mut Connection, file: &Path) {
    if !writing.is_autocommit()
        && let Err(error) = writing.execute_batch("ROLLBACK")
    {
        tracing::warn!("rolling back a group failed: {error}");
    }
    match connection::open(file, false) {
        Ok(fresh) => *writing = fresh,
        Err(error) => tracing::warn!("the database could not be opened again: {error}"),
    }
}
