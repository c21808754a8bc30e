//! Packages of documents (rows 3.1, 4.x, 5.2, 6.x).

mod act;
mod add_file;
pub mod check;
mod confirm;
mod create;
mod file;
mod find;
mod send;
mod sign;
mod step;

pub use act::{approve, refuse, revoke, view};
pub use add_file::add_file;
pub use confirm::send_code;
pub use create::{Naming, NewPackage, NewParticipant, create};
pub use file::NewFile;
pub(crate) use find::visible;
pub use find::{Filter, files, find, get, list, signatures};
pub use send::send;
pub(crate) use sign::entitled;
pub use sign::{Signing, sign};
pub(crate) use step::expire;
