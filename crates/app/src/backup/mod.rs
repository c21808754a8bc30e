//! Backups: one state of rows, the bytes that it names and the sealed keys, in a folder that either database can be restored from.
//!
//! ```text
//! FOLDER/manifest.json         what it is, and the digest of the list below; written last, so what has none is no backup
//! FOLDER/<moment>/SHA256SUMS   every file of it, as `sha256sum --check` reads it within FOLDER
//! FOLDER/<moment>/rows/        a file of JSON lines per table
//! FOLDER/blobs/, FOLDER/keys/  as in a data folder; what lies there from the last backup is not copied again
//! ```
//! Rows come first and in one transaction, blobs after them: whatever rows name is durable before they name it, is never changed, and is not
//! removed while a row names it, and no row of a content is ever removed. Keys are older than the rows that name them too.

mod error;
mod files;
mod manifest;
mod restore;
mod rows;
mod sums;
mod take;
mod verify;

use blobs::Blobs;
use keys::Keys;
use store::Database;

pub use error::BackupError;
pub use manifest::{Events, Manifest, TableFacts};
pub use restore::{Restored, restore};
pub use take::{Taken, take};
pub use verify::{Verified, verify};

/// The places of a house that a backup copies, or that a restore fills.
#[derive(Debug, Clone)]
pub struct Places {
    /// Rows.
    pub database: Database,
    /// Bytes.
    pub blobs: Blobs,
    /// Private keys.
    pub keys: Keys,
}
