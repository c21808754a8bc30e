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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::*;

    /// How often the log has begun anew (<https://sqlite.org/fileformat2.html#walformat>, 4.1).
    fn sequence(file: &Path) -> u32 {
        let log = std::fs::read(file.with_extension("db-wal")).expect("the log");
        u32::from_be_bytes(log[12..16].try_into().expect("four octets"))
    }

    #[test]
    fn a_long_log_begins_anew_when_little_is_left_to_move() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("test.db");
        let plain = connection::open(&file, false).expect("a file");
        plain.execute_batch("CREATE TABLE heap (bytes BLOB NOT NULL)").expect("a table");
        let writing = connection::open_writing(&file).expect("the writer's");
        drop(plain);
        let add = |pages: u32| {
            writing.execute("INSERT INTO heap (bytes) VALUES (zeroblob(?1))", [pages * 4096]).expect("a row");
        };
        let (mut pace, due) = pair();
        let thread = std::thread::spawn({
            let file = file.clone();
            move || run(file, due)
        });
        add(1);
        let before = sequence(&file);
        let reading = connection::open(&file, true).expect("a reader");
        for group in 1..=GROUPS {
            if group == GROUPS {
                // what comes after this cannot be moved yet
                reading.execute_batch("BEGIN; SELECT count(*) FROM heap").expect("a snapshot");
            }
            add(140);
            pace.committed(&writing);
        }
        let began = Instant::now();
        while !pace.ending.load(Ordering::SeqCst) {
            assert!(began.elapsed() < Duration::from_secs(60), "nobody asks for the last step");
            std::thread::sleep(Duration::from_millis(5));
        }
        reading.execute_batch("COMMIT").expect("the end of a snapshot");
        add(1);
        assert_eq!(sequence(&file), before);
        pace.committed(&writing);
        add(1);
        assert_eq!(sequence(&file), before + 1);
        drop(pace);
        thread.join().expect("the thread");
    }
}
