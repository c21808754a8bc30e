//! A body on its way in: it keeps coming, or it is given up.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::HttpBody;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// What has to come in a second at least, in bytes, counted over the whole span: below any line that people use.
const RATE: u64 = 256;

/// The rest of the body did not come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body stalled")
    }
}

impl Error for Stalled {}

/// Ends with [`Stalled`] where too little comes within a span. Only waiting counts: what the client sent lies ready when we come to it.
pub(super) struct Arriving<B> {
    body: B,
    span: Duration,
    /// Since the clock was set.
    came: u64,
    clock: Option<Pin<Box<Sleep>>>,
}

impl<B> Arriving<B> {
    pub(super) fn new(body: B, span: Duration) -> Self {
        Self { body, span, came: 0, clock: None }
    }

    fn wound(&mut self) {
        self.came = 0;
        if let Some(clock) = &mut self.clock {
            clock.as_mut().reset(Instant::now() + self.span);
        }
    }
}

impl<B> HttpBody for Arriving<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.came += frame.data_ref().map_or(0, |data| data.len() as u64);
                if self.came >= RATE * self.span.as_secs().max(1) {
                    self.wound();
                }
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let span = self.span;
        let clock = self.clock.get_or_insert_with(|| Box::pin(sleep(span)));
        match clock.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(Stalled.into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
