//! How many writes of a folder are under way at once, whatever number of uploads there are.
//!
//! A write of a folder keeps a thread, and every thread keeps memory of its own for longer than the write takes. A slow sender holds no
//! turn: it is taken for a piece that is there already.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::place::Place;

/// Writes at once: as many as a disk has use for.
const WRITES: usize = 8;

/// The turns of a store; clones share them.
#[derive(Clone)]
pub(crate) struct Turns(Option<Arc<Semaphore>>);

/// Somebody's turn, until it is dropped.
pub(crate) struct Turn {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// A folder's are counted; a bucket keeps no threads.
    pub(crate) fn of(place: &Place) -> Self {
        Self(match place {
            Place::Folder { .. } => Some(Arc::new(Semaphore::new(WRITES))),
            Place::Bucket(_) => None,
        })
    }

    /// Waits for a turn.
    pub(crate) async fn take(&self) -> Turn {
        let permit = match &self.0 {
            // the semaphore is never closed
            Some(turns) => turns.clone().acquire_owned().await.ok(),
            None => None,
        };
        Turn { _permit: permit }
    }
}
