//! A bounded queue from async callers to threads.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::StoreError;

/// How long a caller waits for a place before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(1);

pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    filled: Condvar,
    places: Semaphore,
}

struct State<T> {
    waiting: VecDeque<(Instant, T)>,
    closed: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(places: usize) -> Self {
        Self {
            state: Mutex::new(State { waiting: VecDeque::new(), closed: false }),
            filled: Condvar::new(),
            places: Semaphore::new(places),
        }
    }

    /// Adds an item, waiting for a place.
    pub(crate) async fn push(&self, item: T) -> Result<(), StoreError> {
        let place = match self.places.try_acquire() {
            Ok(place) => place,
            Err(_) => match tokio::time::timeout(PATIENCE, self.places.acquire()).await {
                Ok(Ok(place)) => place,
                Ok(Err(_)) => return Err(closed()),
                Err(_) => return Err(busy()),
            },
        };
        place.forget();
        self.add(item)
    }

    /// The same for a caller without an async runtime.
    pub(crate) fn push_blocking(&self, item: T) -> Result<(), StoreError> {
        let start = Instant::now();
        loop {
            if let Ok(place) = self.places.try_acquire() {
                place.forget();
                return self.add(item);
            }
            if self.places.is_closed() {
                return Err(closed());
            }
            if start.elapsed() > PATIENCE {
                return Err(busy());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn add(&self, item: T) -> Result<(), StoreError> {
        let mut state = self.lock();
        if state.closed {
            return Err(closed());
        }
        state.waiting.push_back((Instant::now(), item));
        drop(state);
        self.filled.notify_one();
        Ok(())
    }

    /// Takes the next item, waiting for it; `None` once the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some((_, item)) = state.waiting.pop_front() {
                self.places.add_permits(1);
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes what waits already, up to `limit` items.
    pub(crate) fn take(&self, limit: usize) -> Vec<T> {
        let mut state = self.lock();
        let count = state.waiting.len().min(limit);
        let taken: Vec<T> = state.waiting.drain(..count).map(|(_, item)| item).collect();
        self.places.add_permits(taken.len());
        taken
    }

    /// How many items wait.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// How long the oldest item has been waiting.
    pub(crate) fn age(&self) -> Duration {
        self.lock().waiting.front().map_or(Duration::ZERO, |(since, _)| since.elapsed())
    }

    /// Takes no more items; what waits is still served.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.places.close();
        self.filled.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store is closed".into())
}

fn busy() -> StoreError {
    StoreError::Unavailable("too many transactions wait".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_says_so_soon_and_tells_its_age() {
        let queue = Queue::new(1);
        assert_eq!(queue.age(), Duration::ZERO);
        queue.push_blocking("first").expect("a place");
        let refused = queue.push_blocking("second");
        assert!(matches!(&refused, Err(StoreError::Unavailable(words)) if words.contains("too many")), "{refused:?}");
        assert!(queue.age() >= PATIENCE, "the first has been waiting all the while");
        assert_eq!(queue.pop(), Some("first"));
        assert_eq!(queue.age(), Duration::ZERO);
    }
}
