//! People log in with phone and password.

mod close;
mod list;
mod open;

pub use close::close;
pub use list::{Session, list};
pub(crate) use open::write;
pub use open::{Opened, open};
pub use store::table::session::Face;
