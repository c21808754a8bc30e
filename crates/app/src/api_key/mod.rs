//! API keys of a licensee: several at a time, each with what it opens, from where and until when.

mod create;
mod list;
mod revoke;

pub use create::{Look, Made, NewKey, create};
pub(crate) use create::{fresh, row};
pub use list::{Key, get, list};
pub use revoke::revoke;
