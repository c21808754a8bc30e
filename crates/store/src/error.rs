//! What may go wrong between a use case and its database.

use std::path::PathBuf;

/// Why a transaction did not happen. After any of these nothing of the closure is in the database, except that after
/// [`StoreError::Unavailable`] and [`StoreError::Full`] at commit it is unknown: ask again with the same idempotency key.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody saved the row since it was loaded.
    #[error("the row was changed by somebody else")]
    Stale,
    /// There is no such row.
    #[error("no such row")]
    Missing,
    /// The idempotency row exists already: its stored result is the answer.
    #[error("the idempotency key is taken")]
    Conflict,
    /// A unique value is taken; holds the name of the constraint or column as the database calls it.
    #[error("not unique: {0}")]
    Duplicate(String),
    /// The database is down, busy for too long or being closed; trying again later may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The disk is full.
    #[error("the disk of the database is full")]
    Full,
    /// A row does not hold what the program expects.
    #[error("a row cannot be read: {0}")]
    Corrupt(String),
    /// A defect: wrong SQL, wrong parameters, a closure that panicked or that went on after an error.
    #[error("the store failed: {0}")]
    Other(String),
}

impl StoreError {
    /// The same failure for another member of the same group.
    pub(crate) fn shared(&self) -> Self {
        match self {
            Self::Full => Self::Full,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or file cannot be used.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The address of the PostgreSQL server is not understood.
    #[error("the address of the database is not understood: {0}")]
    Address(String),
    /// The roots for TLS cannot be read.
    #[error("the certificates that the database's server is checked against: {0}")]
    Roots(String),
    /// A later version of the program has migrated this database.
    #[error("the database has version {database}, this program knows up to {program}: use the newer program")]
    Newer {
        /// Version found.
        database: i64,
        /// Newest version known.
        program: i64,
    },
    /// A migration that was applied differs from the one in this program.
    #[error("migration {version} ({name}) was applied with other contents")]
    Changed {
        /// Its number.
        version: i64,
        /// Its name.
        name: String,
    },
    /// The database that a copy was to be put into holds something already.
    #[error("the database is not empty")]
    NotEmpty,
    /// The database refused to be opened or migrated.
    #[error(transparent)]
    Store(#[from] StoreError),
}
