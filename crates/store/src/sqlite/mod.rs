//! SQLite: one writer thread that commits in groups, one that tidies the WAL behind it, a few readers.

mod checkpoint;
pub(crate) mod connection;
mod reader;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

pub(crate) use connection::{cell, execute, failure, open, query};

use crate::queue::Queue;
use crate::store::Bells;
use crate::unit::Task;
use crate::{OpenError, StoreError, migration};

/// Migrates the file and starts the threads.
pub(crate) fn start(
    file: &Path,
    readers: usize,
    writes: &Arc<Queue<Task>>,
    reads: &Arc<Queue<Task>>,
    bells: &Arc<Bells>,
) -> Result<Vec<JoinHandle<()>>, OpenError> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::File { path: folder.to_owned(), source })?;
    }
    let writing = connection::open(file, false)?;
    migration::sqlite(&writing)?;
    let (pace, due) = checkpoint::pair();
    let mut threads = vec![spawn("store-writer", {
        let (file, queue, bells) = (file.to_owned(), writes.clone(), bells.clone());
        move || writer::run(&file, writing, &queue, &bells, pace)
    })?];
    threads.push(spawn("store-checkpoint", {
        let file = file.to_owned();
        move || checkpoint::run(file, due)
    })?);
    for _ in 0..readers.max(1) {
        let reading = connection::open(file, true)?;
        let queue = reads.clone();
        threads.push(spawn("store-reader", move || reader::run(&reading, &queue))?);
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
