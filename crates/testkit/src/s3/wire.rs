//! A connection that breaks off in the middle of an answer, where the fault says so.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::Fault;

/// One connection of a client.
pub(super) struct Line {
    stream: TcpStream,
    faults: watch::Receiver<Fault>,
    /// Bytes of answers written while the cut is ordered.
    written: usize,
}

impl Line {
    pub(super) fn new(stream: TcpStream, faults: watch::Receiver<Fault>) -> Self {
        Self { stream, faults, written: 0 }
    }

    /// How many bytes may still be written; no end of them without a cut.
    fn room(&self) -> Option<usize> {
        match *self.faults.borrow() {
            Fault::Cut(most) => Some(most.saturating_sub(self.written)),
            _ => None,
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Some(room) = self.room() else {
            self.written = 0;
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        let room = room.min(bytes.len());
        if room == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let wrote = Pin::new(&mut self.stream).poll_write(cx, &bytes[..room]);
        if let Poll::Ready(Ok(count)) = wrote {
            self.written += count;
        }
        wrote
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
