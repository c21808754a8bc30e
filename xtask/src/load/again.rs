//! A client that asks the same again and again.

use std::net::SocketAddr;

use super::{Line, Work};
use crate::office::Outcome;

/// Asks, and insists on a status.
pub struct Again {
    line: Line,
    request: Vec<u8>,
    status: u16,
}

impl Again {
    /// So many of them, each with a connection of its own.
    pub fn crowd(count: usize, address: SocketAddr, request: &[u8], status: u16) -> Vec<Self> {
        (0..count).map(|_| Self { line: Line::new(address), request: request.to_vec(), status }).collect()
    }
}

impl Work for Again {
    async fn once(&mut self) -> Outcome<()> {
        let reply = self.line.ask(&self.request).await?;
        if reply.status == self.status { Ok(()) } else { Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into()) }
    }
}
