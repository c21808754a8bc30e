//! Moves what commits left in the WAL into the database file, beside the writer, so that no caller waits for it.
//!
//! A passive checkpoint hinders nobody. While commits keep coming it never finds an end of the WAL, so the writer's own automatic
//! checkpoint (`connection.rs`) still makes the last step once the WAL is long, and has little left to do.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::sqlite::connection;

/// After so many groups a checkpoint is due. A group leaves some tens of pages, many of them the same as the last group's: the longer a
/// checkpoint waits the fewer pages it moves, and the WAL stays below the length at which the writer would have to move them itself.
const GROUPS: u32 = 128;

/// The writer's end.
pub(crate) struct Pace {
    due: SyncSender<()>,
    groups: u32,
}

impl Pace {
    /// Counts a committed group.
    pub(crate) fn committed(&mut self) {
        self.groups += 1;
        // full: one is due already; gone: the automatic checkpoint remains
        if self.groups >= GROUPS && self.due.try_send(()).is_ok() {
            self.groups = 0;
        }
    }
}

/// Both ends.
pub(crate) fn pair() -> (Pace, Receiver<()>) {
    let (due, wait) = sync_channel(1);
    (Pace { due, groups: 0 }, wait)
}

/// Serves until the writer has ended.
pub(crate) fn run(file: PathBuf, due: Receiver<()>) {
    let mut open = None;
    while due.recv().is_ok() {
        if open.is_none() {
            open = connection::open(&file, false).inspect_err(|error| tracing::warn!("checkpoint: {error}")).ok();
        }
        let Some(connection) = &open else { continue };
        // columns: whether it was hindered, pages in the WAL, pages moved
        let moved = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(2));
        if let Err(error) = moved {
            tracing::warn!("checkpoint: {error}");
            open = None;
        }
    }
}
