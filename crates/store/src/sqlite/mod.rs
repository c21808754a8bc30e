//! SQLite: one writer thread that commits in groups, one that brings them to the disk, one that tidies the WAL behind it, a few readers.

mod checkpoint;
pub(crate) mod connection;
mod durable;
mod gather;
mod reader;
mod wal;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;

pub(crate) use connection::{cell, execute, failure, open, query};
pub(crate) use durable::Log;
pub(crate) use wal::Wal;

use self::durable::Durable;
use self::writer::Writer;
use crate::queue::Queue;
use crate::store::Bells;
use crate::unit::Task;
use crate::{OpenError, StoreError, migration};

/// Migrates the file and starts the threads; `log` is what commits are synced by.
pub(crate) fn start(
    file: &Path,
    log: impl Log + 'static,
    readers: usize,
    writes: &Arc<Queue<Task>>,
    reads: &Arc<Queue<Task>>,
    bells: &Arc<Bells>,
) -> Result<Vec<JoinHandle<()>>, OpenError> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::File { path: folder.to_owned(), source })?;
    }
    // open until the writer's is: the last connection that closes would take the WAL away
    let migrating = connection::open(file, false)?;
    migration::sqlite(&migrating)?;
    let writing = connection::open_writing(file)?;
    drop(migrating);
    let (pace, due) = checkpoint::pair();
    let durable = Arc::new(Durable::new(log));
    let (hand, groups) = sync_channel(1);
    let mut threads = vec![spawn("store-writer", {
        let (file, queue, bells, durable) = (file.to_owned(), writes.clone(), bells.clone(), durable.clone());
        move || Writer { file, connection: writing, queue: &queue, bells: &bells, durable: &durable, hand, pace }.run()
    })?];
    threads.push(spawn("store-sync", {
        let (queue, bells, durable) = (writes.clone(), bells.clone(), durable.clone());
        move || durable::run(groups, &durable, &queue, &bells)
    })?);
    threads.push(spawn("store-checkpoint", {
        let file = file.to_owned();
        move || checkpoint::run(file, due)
    })?);
    for _ in 0..readers.max(1) {
        let reading = connection::open(file, true)?;
        let (queue, durable) = (reads.clone(), durable.clone());
        threads.push(spawn("store-reader", move || reader::run(&reading, &queue, &durable))?);
    }
    Ok(threads)
}

/// Starts a named thread.
pub(crate) fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>, OpenError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|error| OpenError::Store(StoreError::Unavailable(error.to_string())))
}
