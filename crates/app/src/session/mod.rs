//! People log in with phone and password.

mod open;

pub use open::{Opened, open};
