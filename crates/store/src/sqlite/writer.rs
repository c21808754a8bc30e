//! The one thread that writes: waiting closures are committed together, each in a savepoint of its own.
//!
//! One sync of the disk serves up to [`GROUP`] closures. A closure that fails or panics loses its own savepoint only. A full disk, an I/O
//! error, lack of memory, a corrupt file or a failed COMMIT end the whole group: SQLite may have rolled back more than one savepoint then.

use std::path::Path;

use rusqlite::Connection;

use crate::outbox::Left;
use crate::queue::Queue;
use crate::sqlite::{connection, failure};
use crate::store::Bells;
use crate::tx::Trouble;
use crate::unit::Task;
use crate::{StoreError, Tx};

/// Closures in one commit at most.
const GROUP: usize = 64;

/// Serves writing closures until the queue is closed.
pub(crate) fn run(file: &Path, mut writing: Connection, queue: &Queue<Task>, bells: &Bells) {
    while let Some(first) = queue.pop() {
        let mut group = vec![first];
        group.extend(queue.take(GROUP - 1));
        match commit(&writing, &mut group) {
            Ok(left) => {
                if left.events || left.jobs {
                    bells.committed.ring();
                }
                group.into_iter().for_each(|task| task.unit.answer(Ok(())));
            }
            Err(error) => {
                tracing::error!(closures = group.len(), "a group was not committed: {error}");
                abandon(&mut writing, file);
                group.into_iter().for_each(|task| task.unit.answer(Err(error.shared())));
            }
        }
    }
}

/// Runs all closures and commits those that want it.
fn commit(writing: &Connection, group: &mut [Task]) -> Result<Left, StoreError> {
    let mut left = Left::default();
    batch(writing, "BEGIN IMMEDIATE")?;
    for task in group {
        require_open(writing)?;
        batch(writing, "SAVEPOINT closure")?;
        let mut tx = Tx::sqlite(writing, true);
        let keep = task.unit.run(&mut tx);
        match tx.trouble() {
            Some(Trouble::Full) => return Err(StoreError::Full),
            Some(Trouble::Fatal) => return Err(StoreError::Unavailable("the group ended".into())),
            _ => require_open(writing)?,
        }
        if keep {
            left = left.and(tx.left());
            batch(writing, "RELEASE closure")?;
        } else {
            batch(writing, "ROLLBACK TO closure")?;
            batch(writing, "RELEASE closure")?;
        }
    }
    batch(writing, "COMMIT")?;
    Ok(left)
}

/// Some errors roll the whole transaction back behind our back; a savepoint opened then would commit alone.
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
