//! The outgoing side against real servers on loopback.

mod answers;
mod callbacks;
mod inside;
mod server;
mod t8;
mod tls;
