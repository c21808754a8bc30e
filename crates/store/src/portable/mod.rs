//! All rows of a database as one state of it, in a form that either database takes in.
//!
//! A copy is made in one reading transaction beside whoever works, which neither waits for it nor is kept waiting, and says which version of
//! the schema it is of. It goes into an empty database of either kind: its own schema is made first, the rows follow, and migrations bring
//! them up to date, all in one transaction. Everything here blocks, and belongs on a thread of its own.

mod export;
mod import;
mod line;
mod mend;

pub use export::{Blob, Copied, Sink, export};
pub use import::{Importer, import};
use line::Line;

use crate::{Database, OpenError, migration};

/// The version of the schema that this program works with.
pub fn newest_version() -> i64 {
    migration::newest()
}

/// The version of the schema that a database has; `None` where there is none. Changes nothing and makes nothing.
pub fn version(database: &Database) -> Result<Option<i64>, OpenError> {
    match Line::existing(database)? {
        Some(mut line) => line.version().map_err(OpenError::Store),
        None => Ok(None),
    }
}
