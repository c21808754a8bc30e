//! Moves what commits left in the WAL into the database file, beside the writer, so that no caller waits for it.
//!
//! A passive checkpoint hinders nobody. While commits keep coming it never finds an end of the WAL, so the writer makes the last step of a
//! long one itself, when a checkpoint has just ended and little is left to move; the WAL begins anew then. Should that not succeed, because
//! a reader was in the way or this thread is gone, the writer's automatic checkpoint (`connection.rs`) tries at every commit.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use crate::sqlite::connection;

/// After so many groups a checkpoint is due. A group leaves some tens of pages, many of them the same as the last group's: the longer a
/// checkpoint waits the fewer pages it moves, and the WAL stays below the length at which the writer would have to move them itself.
const GROUPS: u32 = 128;
/// Pages of 4 KiB in a WAL that is to begin anew: 64 MiB.
const LONG: i64 = 16384;
/// Pages that the writer may be left with: it moves them in less than two milliseconds. After so many tries there are as few as there will be.
const FEW: i64 = 256;
const TRIES: usize = 4;

/// The writer's end.
pub(crate) struct Pace {
    due: SyncSender<()>,
    groups: u32,
    ending: Arc<AtomicBool>,
}

/// The end of the thread that serves it.
pub(crate) struct Due {
    due: Receiver<()>,
    ending: Arc<AtomicBool>,
}

impl Pace {
    /// Counts a committed group; makes the last step of a checkpoint where one is wanted.
    pub(crate) fn committed(&mut self, writing: &Connection) {
        self.groups += 1;
        // full: one is due already; gone: the automatic checkpoint remains
        if self.groups >= GROUPS && self.due.try_send(()).is_ok() {
            self.groups = 0;
        }
        if self.ending.swap(false, Ordering::SeqCst)
            && let Err(error) = passive(writing)
        {
            tracing::warn!("the last step of a checkpoint: {error}");
        }
    }
}

/// Both ends.
pub(crate) fn pair() -> (Pace, Due) {
    let (due, wait) = sync_channel(1);
    let ending = Arc::new(AtomicBool::new(false));
    (Pace { due, groups: 0, ending: ending.clone() }, Due { due: wait, ending })
}

/// Serves until the writer has ended.
pub(crate) fn run(file: PathBuf, due: Due) {
    let mut open = None;
    while due.due.recv().is_ok() {
        if open.is_none() {
            open = connection::open(&file, false).inspect_err(|error| tracing::warn!("checkpoint: {error}")).ok();
        }
        let Some(connection) = &open else { continue };
        match until_little_is_left(connection) {
            Ok(long) => due.ending.store(long, Ordering::SeqCst),
            Err(error) => {
                tracing::warn!("checkpoint: {error}");
                open = None;
            }
        }
    }
}

/// Whether the WAL is long. Then what came during one checkpoint is moved by another.
fn until_little_is_left(connection: &Connection) -> rusqlite::Result<bool> {
    let (mut pages, mut moved) = passive(connection)?;
    for _ in 1..TRIES {
        if pages < LONG {
            break;
        }
        let before = moved;
        (pages, moved) = passive(connection)?;
        if moved - before < FEW {
            break;
        }
    }
    Ok(pages >= LONG)
}

/// Pages in the WAL, and how many of them have been moved by now.
fn passive(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)))
}
