//! The outgoing side against real servers on loopback.

mod answers;
mod callbacks;
mod evidence;
mod inside;
mod server;
mod t8;
mod tls;
