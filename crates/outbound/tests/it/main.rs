//! The outgoing side against real servers on loopback.

mod answers;
mod callbacks;
mod esia;
mod evidence;
mod inside;
mod registers;
mod remote;
mod server;
mod sms;
mod stage;
mod t8;
mod tls;
