//! Why a backup was not made, or not restored.

use std::io;
use std::path::{Path, PathBuf};

use store::OpenError;

/// What went wrong, in words for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder cannot be read or written.
    #[error("{}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder holds other things.
    #[error("{} is neither empty nor a backup", .0.display())]
    Foreign(PathBuf),
    /// Somebody else is making a backup there.
    #[error("another backup into {} is under way", .0.display())]
    Busy(PathBuf),
    /// There is no whole backup.
    #[error("{} holds no finished backup: there is no manifest.json", .0.display())]
    Unfinished(PathBuf),
    /// The manifest is of another form.
    #[error("manifest.json is not understood: {0}")]
    Manifest(String),
    /// A newer program has made it.
    #[error("the backup is of schema {backup}, this program knows up to {program}: use the newer program")]
    Newer {
        /// Version of its schema.
        backup: i64,
        /// The newest one known.
        program: i64,
    },
    /// Files are missing or changed; names each.
    #[error("the backup is damaged:\n  {}", .0.join("\n  "))]
    Damaged(Vec<String>),
    /// A line of rows cannot be read.
    #[error("{file}, line {line}: {problem}")]
    Row {
        /// The file within the backup.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// The database.
    #[error("database")]
    Database(#[from] OpenError),
    /// The blob store.
    #[error("blobs")]
    Blobs(#[from] blobs::BlobError),
    /// The key store.
    #[error("private keys")]
    Keys(#[from] keys::KeyError),
    /// A thread of ours ended early.
    #[error("the work was broken off")]
    Lost,
}

/// Names the file of an error.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, BackupError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, BackupError> {
        self.map_err(|source| BackupError::File { path: path.to_owned(), source })
    }
}
