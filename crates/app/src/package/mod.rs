//! Packages of documents (rows 3.1, 4.x, 5.2, 6.x).

mod act;
pub mod check;
mod confirm;
mod create;
mod find;
mod send;
mod sign;
mod step;

pub use act::{approve, refuse, revoke, view};
pub use confirm::send_code;
pub use create::{Naming, NewFile, NewPackage, NewParticipant, create};
pub(crate) use find::visible;
pub use find::{Filter, files, find, get, list, signatures};
pub use send::send;
pub use sign::{Signing, sign};
pub(crate) use step::expire;
