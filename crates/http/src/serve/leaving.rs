//! Answers on their way out: which are under way on a connection, and whether any of them moves.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::sleep;

/// What goes on on one connection.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    /// Requests so far.
    begun: AtomicU64,
    /// Answers whose body is not at its end.
    leaving: AtomicUsize,
    /// Pieces of answers asked for so far.
    moved: AtomicU64,
}

impl Traffic {
    /// A request has come.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    /// Done when answers were under way through a whole `span` and none of them moved. The kernel sees a client that takes nothing from a
    /// connection; a client of HTTP/2 can do so with one answer while the connection is well.
    pub(super) async fn stalled(&self, span: Duration) {
        loop {
            let before = self.moved.load(Ordering::Relaxed);
            let leaving = self.leaving.load(Ordering::Relaxed) > 0;
            sleep(span).await;
            let moved = self.moved.load(Ordering::Relaxed) != before;
            if leaving && !moved && self.leaving.load(Ordering::Relaxed) > 0 {
                return;
            }
        }
    }

    /// Done when nothing was asked and nothing was under way through a whole `span`.
    pub(super) async fn unused(&self, span: Duration) {
        loop {
            let before = (self.begun.load(Ordering::Relaxed), self.moved.load(Ordering::Relaxed));
            sleep(span).await;
            let now = (self.begun.load(Ordering::Relaxed), self.moved.load(Ordering::Relaxed));
            if before == now && self.leaving.load(Ordering::Relaxed) == 0 {
                return;
            }
        }
    }
}

/// The body of an answer, watched.
pub(super) struct Leaving {
    body: Body,
    traffic: Arc<Traffic>,
}

impl Leaving {
    pub(super) fn new(body: Body, traffic: Arc<Traffic>) -> Self {
        traffic.leaving.fetch_add(1, Ordering::Relaxed);
        Self { body, traffic }
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.traffic.leaving.fetch_sub(1, Ordering::Relaxed);
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.traffic.moved.fetch_add(1, Ordering::Relaxed);
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
