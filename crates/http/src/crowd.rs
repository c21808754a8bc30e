//! The calls that are inside: whose body has come whole, and whose answer is not ready.
//!
//! Between the door and the database a call still waits for a processor, and a crowd that came in together is in no queue yet. So the door
//! also goes by how many are inside and how quickly they leave. An upload that trickles waits for its caller, not for us, and is left out.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::BoxError;
use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// Fewer are no crowd: some of them may wait for something else than their turn.
const FEW: u32 = 32;
/// The pace is looked at so often.
const WINDOW: Duration = Duration::from_millis(100);

/// Counts who is inside, and their pace.
#[derive(Default)]
pub(crate) struct Crowd {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    inside: u32,
    /// Since when somebody is inside, or the window began, and how many have left in it.
    window: Option<Instant>,
    left: u32,
    /// Between two who leave, of late: each new figure counts for a quarter.
    each: Duration,
}

impl Crowd {
    /// How long one more will be inside.
    pub(crate) fn delay(&self) -> Duration {
        let state = self.state();
        if state.inside < FEW { Duration::ZERO } else { state.each * state.inside }
    }

    fn enter(self: &Arc<Self>) -> Inside {
        let mut state = self.state();
        if state.inside == 0 {
            (state.window, state.left) = (Some(Instant::now()), 0);
        }
        state.inside += 1;
        drop(state);
        Inside(self.clone())
    }

    fn leave(&self) {
        let mut state = self.state();
        state.inside -= 1;
        state.left += 1;
        if let Some(span) = state.window.map(|since| since.elapsed()).filter(|span| *span >= WINDOW) {
            state.each = (state.each * 3 + span / state.left) / 4;
            (state.window, state.left) = (Some(Instant::now()), 0);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who is inside, until it is dropped.
struct Inside(Arc<Crowd>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// A call's place in the crowd, kept until it is answered.
#[derive(Clone, Default)]
pub(crate) struct Visit(Arc<OnceLock<Inside>>);

impl Visit {
    /// The body of this call. Who has come to its end is inside, unless one more would be so longer than `longest` by now.
    pub(crate) fn of(&self, body: Body, crowd: &Arc<Crowd>, longest: Duration) -> Body {
        let left = body.size_hint().exact();
        let mut coming = Coming { body, left, visit: self.clone(), crowd: crowd.clone(), longest };
        if coming.body.is_end_stream() {
            // there is nothing to read, and the door has just looked
            coming.arrive();
            return coming.body;
        }
        Body::new(coming)
    }
}

/// More have come in together than can be served soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crowded;

impl fmt::Display for Crowded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many are inside")
    }
}

impl Error for Crowded {}

struct Coming {
    body: Body,
    /// What is still to come, where that was told.
    left: Option<u64>,
    visit: Visit,
    crowd: Arc<Crowd>,
    longest: Duration,
}

impl Coming {
    fn arrive(&mut self) {
        self.visit.0.get_or_init(|| self.crowd.enter());
    }

    fn ended(&mut self, frame: Option<&Frame<Bytes>>) -> bool {
        let Some(frame) = frame else { return true };
        let came = frame.data_ref().map_or(0, |data| data.len() as u64);
        self.left = self.left.map(|left| left.saturating_sub(came));
        self.left == Some(0) || self.body.is_end_stream()
    }
}

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(Some(Ok(frame))) => Some(frame),
            Poll::Ready(None) => None,
        };
        if self.visit.0.get().is_none() && self.ended(frame.as_ref()) {
            if self.crowd.delay() > self.longest {
                return Poll::Ready(Some(Err(Crowded.into())));
            }
            self.arrive();
        }
        Poll::Ready(frame.map(Ok))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream() && self.visit.0.get().is_some()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
    }

    fn pieces(pieces: &'static [&'static str]) -> Body {
        Body::from_stream(futures::stream::iter(pieces.iter().map(|piece| Ok::<_, BoxError>(Bytes::from_static(piece.as_bytes())))))
    }

    fn inside(crowd: &Crowd) -> u32 {
        crowd.state().inside
    }

    #[test]
    fn a_call_is_inside_from_the_last_byte_of_its_body_until_it_is_answered() {
        let crowd = Arc::new(Crowd::default());
        let visit = Visit::default();
        let mut body = visit.of(pieces(&["a", "b"]), &crowd, LONG).into_data_stream();
        block_on(async {
            assert_eq!(body.next().await.expect("a piece").expect("read"), "a");
            assert_eq!(body.next().await.expect("a piece").expect("read"), "b");
            assert_eq!(inside(&crowd), 0, "nobody knows that this was the last one");
            assert!(body.next().await.is_none());
        });
        assert_eq!(inside(&crowd), 1);
        drop(body);
        assert_eq!(inside(&crowd), 1);
        drop(visit);
        assert_eq!(inside(&crowd), 0);
    }

    #[test]
    fn a_told_length_and_no_body_at_all_end_by_themselves() {
        let crowd = Arc::new(Crowd::default());
        let (told, none) = (Visit::default(), Visit::default());
        let mut body = told.of(Body::from("abc"), &crowd, LONG).into_data_stream();
        assert_eq!(inside(&crowd), 0);
        assert_eq!(block_on(body.next()).expect("a piece").expect("read"), "abc");
        assert_eq!(inside(&crowd), 1);
        drop(none.of(Body::empty(), &crowd, LONG));
        assert_eq!(inside(&crowd), 2);
    }

    #[test]
    fn who_comes_to_a_crowd_that_leaves_slowly_is_turned_away_with_its_body_read() {
        let crowd = Arc::new(Crowd::default());
        let mut all: Vec<Inside> = (0..FEW + 10).map(|_| crowd.enter()).collect();
        std::thread::sleep(WINDOW);
        all.pop();
        // one left in a whole window
        assert!(crowd.delay() >= WINDOW / 4 * FEW, "{:?}", crowd.delay());
        let mut body = Visit::default().of(pieces(&["a"]), &crowd, Duration::from_millis(300)).into_data_stream();
        block_on(async {
            assert_eq!(body.next().await.expect("a piece").expect("read"), "a");
            let error = body.next().await.expect("an error").expect_err("too many");
            assert_eq!(crate::body::broken(&error), domain::code::UNAVAILABLE);
        });
        all.truncate(FEW as usize - 1);
        assert_eq!(crowd.delay(), Duration::ZERO, "so few are no crowd");
    }

    #[test]
    fn a_quiet_time_is_no_slow_pace() {
        let crowd = Arc::new(Crowd::default());
        for _ in 0..3 {
            drop(crowd.enter());
            std::thread::sleep(WINDOW);
        }
        let all: Vec<Inside> = (0..2 * FEW).map(|_| crowd.enter()).collect();
        assert_eq!(crowd.delay(), Duration::ZERO);
        drop(all);
    }
}
