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
    pace: Pace,
}

/// How quickly items are taken while some wait.
#[derive(Default)]
struct Pace {
    /// When items were taken last, and how many at once.
    last: Option<(Instant, u32)>,
    /// What an item took of late: each new figure counts for an eighth.
    each: Duration,
}

impl Pace {
    /// An item that came at `since` is taken. While none waited there was nothing to take, however many threads were free for it.
    fn begin(&mut self, since: Instant) {
        let now = Instant::now();
        if let Some((last, count)) = self.last {
            self.each = (self.each * 7 + (now - last.max(since)) / count.max(1)) / 8;
        }
        self.last = Some((now, 1));
    }

    fn join(&mut self, more: usize) {
        if let Some((_, count)) = &mut self.last {
            *count = count.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        }
    }
}

impl<T> Queue<T> {
    pub(crate) fn new(places: usize) -> Self {
        Self {
            state: Mutex::new(State { waiting: VecDeque::new(), closed: false, pace: Pace::default() }),
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
        self.pop_unless(|| false)
    }

    /// The same, but does not wait where `enough`, nor where it has become so when [`Queue::wake`] is called.
    pub(crate) fn pop_unless(&self, enough: impl Fn() -> bool) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some((since, item)) = state.waiting.pop_front() {
                state.pace.begin(since);
                self.places.add_permits(1);
                return Some(item);
            }
            if state.closed || enough() {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits, whatever comes, until it is so when [`Queue::wake`] is called.
    pub(crate) fn rest_until(&self, so: impl Fn() -> bool) {
        let mut state = self.lock();
        while !so() {
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Has waiting threads look again at what ends their wait.
    pub(crate) fn wake(&self) {
        // under the lock: between a look and the wait that follows it nobody can be missed
        drop(self.lock());
        self.filled.notify_all();
    }

    /// Whether it is closed; items may be left.
    pub(crate) fn closed(&self) -> bool {
        self.lock().closed
    }

    /// Takes what waits already, up to `limit` items.
    pub(crate) fn take(&self, limit: usize) -> Vec<T> {
        let mut state = self.lock();
        let count = state.waiting.len().min(limit);
        let taken: Vec<T> = state.waiting.drain(..count).map(|(_, item)| item).collect();
        state.pace.join(taken.len());
        self.places.add_permits(taken.len());
        taken
    }

    /// How many items wait.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// How long an item that is added now will wait: as long as the oldest one has waited already, or as long as all that wait take at
    /// the pace of late. The age alone sees a crowd only when its first has stood there that long, and all of it is inside by then.
    pub(crate) fn delay(&self) -> Duration {
        let state = self.lock();
        let age = state.waiting.front().map_or(Duration::ZERO, |(since, _)| since.elapsed());
        age.max(state.pace.each * u32::try_from(state.waiting.len()).unwrap_or(u32::MAX))
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
    fn a_full_queue_says_so_soon_and_tells_its_delay() {
        let queue = Queue::new(1);
        assert_eq!(queue.delay(), Duration::ZERO);
        queue.push_blocking("first").expect("a place");
        let refused = queue.push_blocking("second");
        assert!(matches!(&refused, Err(StoreError::Unavailable(words)) if words.contains("too many")), "{refused:?}");
        assert!(queue.delay() >= PATIENCE, "the first has been waiting all the while");
        assert_eq!(queue.pop(), Some("first"));
        assert_eq!(queue.delay(), Duration::ZERO);
    }

    #[test]
    fn a_crowd_is_seen_before_its_first_has_waited_long() {
        let queue = Queue::new(1000);
        let start = Instant::now();
        for _ in 0..200 {
            queue.push_blocking(()).expect("a place");
        }
        for _ in 0..10 {
            std::thread::sleep(Duration::from_millis(5));
            queue.pop().expect("an item");
        }
        // 190 wait, and lately one was taken every 5 ms or slower; an average that began at nothing has not come all the way yet
        assert!(queue.delay() > Duration::from_millis(300), "{:?}", queue.delay());
        assert!(queue.delay() > 2 * start.elapsed(), "more than the oldest has waited");
        assert_eq!(queue.take(1000).len(), 190);
        assert_eq!(queue.delay(), Duration::ZERO);
    }

    #[test]
    fn a_time_without_work_is_no_slow_pace() {
        let queue = Queue::new(1000);
        queue.push_blocking(()).expect("a place");
        queue.pop().expect("an item");
        std::thread::sleep(Duration::from_millis(800));
        // taken by another thread, which had been free all the while
        queue.push_blocking(()).expect("a place");
        queue.pop().expect("an item");
        for _ in 0..20 {
            queue.push_blocking(()).expect("a place");
        }
        assert!(queue.delay() < Duration::from_millis(500), "{:?}", queue.delay());
    }
}
