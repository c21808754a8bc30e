//! People log in with phone and password.

mod open;

pub(crate) use open::WAIT;
pub use open::{Opened, open};
