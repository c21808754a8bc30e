//! What a listener bears.

use std::time::Duration;

/// Bounds of one listener. Requests have bounds of their own beside these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Connections at once of one address, or of one network of 64 bits of IPv6; 0 means as many as there are.
    pub per_address: usize,
    /// How long a connection may be idle, and how long the head of a request may take.
    pub idle: Duration,
    /// How long the next bytes of a body may take.
    pub body: Duration,
    /// How long a client may take none of the bytes of an answer.
    pub write: Duration,
    /// How long a TLS handshake may take.
    pub handshake: Duration,
    /// The largest head of a request, in bytes.
    pub head: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            per_address: 256,
            idle: Duration::from_secs(60),
            body: Duration::from_secs(30),
            write: Duration::from_secs(60),
            handshake: Duration::from_secs(10),
            head: 64 * 1024,
        }
    }
}
