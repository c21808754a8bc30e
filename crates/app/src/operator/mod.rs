//! Operators of the authority log in and out.

mod close;
mod open;

pub use close::close_session;
pub use open::{Opened, open_session};
