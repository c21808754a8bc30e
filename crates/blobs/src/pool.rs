//! Threads that hash, as many as there are cores, so that the async threads never stall over a long computation.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// A few threads that take turns over the computations handed to them. They end with the last clone.
#[derive(Clone)]
pub struct HashPool {
    queue: Sender<Work>,
}

/// The computation did not come to its end: it panicked, or its threads are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash computation was lost")]
pub struct Lost;

impl HashPool {
    /// A pool with a thread for each core.
    pub fn with_all_cores() -> Self {
        Self::new(thread::available_parallelism().map_or(1, usize::from))
    }

    /// A pool of `threads` threads (at least one).
    pub fn new(threads: usize) -> Self {
        let (queue, waiting) = channel::<Work>();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..threads.max(1) {
            let waiting = Arc::clone(&waiting);
            // A thread that cannot be started leaves the work to the others; with none at all every computation is `Lost`.
            let _ = thread::Builder::new().name(format!("hash-{number}")).spawn(move || work_off(&waiting));
        }
        Self { queue }
    }

    /// Computes on one of the threads. Dropping the future does not stop a computation that has begun.
    pub async fn run<T: Send + 'static>(&self, compute: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
        let (tell, told) = oneshot::channel();
        let work = move || {
            if !tell.is_closed() {
                let _ = tell.send(compute());
            }
        };
        self.queue.send(Box::new(work)).map_err(|_| Lost)?;
        told.await.map_err(|_| Lost)
    }
}

fn work_off(waiting: &Mutex<Receiver<Work>>) {
    loop {
        // The lock is held while waiting: one thread waits for work, the rest wait for their turn to wait.
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        // A panic reaches its caller as `Lost`; the thread goes on for the others.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_loses_one_computation_and_no_thread() {
        let pool = HashPool::new(1);
        assert_eq!(pool.run(|| panic!("on purpose")).await, Err::<(), _>(Lost));
        assert_eq!(pool.run(|| 2 + 2).await, Ok(4));
    }
}
