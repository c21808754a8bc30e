//! Companies (row 1.3).

mod add;
mod find;

pub use add::{Addition, add};
pub use find::{find, get, list};
