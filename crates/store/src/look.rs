//! A look at a database from outside: which version it has and whether it is sound. Nothing is migrated, made or changed.

use std::path::Path;

use domain::time::Timestamp;
use rusqlite::OptionalExtension;

use crate::migration::{self, Applied};
use crate::postgres::{self, Session};
use crate::sqlite::{connection, failure};
use crate::tx::Failure;
use crate::{Database, OpenError, StoreError};

/// SQLite files up to this size are read through; larger ones would keep the caller waiting.
const READ_THROUGH: u64 = 4 << 30;

/// What was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Which database, with its version.
    pub product: String,
    /// The newest migration that it has had; 0 for none.
    pub version: i64,
    /// The newest that this program knows.
    pub known: i64,
    /// How many are to be applied at the next start.
    pub pending: usize,
    /// What is broken in the file; empty where it is sound, `None` where it was not read through.
    pub broken: Option<String>,
    /// What keeps commits from being durable; empty where nothing does.
    pub not_durable: String,
    /// The server's clock, where it has one of its own.
    pub now: Option<Timestamp>,
}

/// Looks. Blocks; [`OpenError::Newer`] and [`OpenError::Changed`] where this program must not work on it.
pub fn look(database: &Database) -> Result<Look, OpenError> {
    match database {
        Database::Sqlite { file, .. } => sqlite(file),
        Database::Postgres { url, .. } => postgres::session(url, server),
    }
}

fn sqlite(file: &Path) -> Result<Look, OpenError> {
    let size = std::fs::metadata(file).map_err(|source| OpenError::File { path: file.to_owned(), source })?.len();
    let reading = connection::open(file, true)?;
    let plain = |error: rusqlite::Error| failure(&error).error;
    let text = |sql: &str| reading.query_row(sql, [], |row| row.get::<_, String>(0)).map_err(plain);
    let has_table = reading
        .query_row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'", [], |_| Ok(()))
        .optional()
        .map_err(plain)?
        .is_some();
    let applied = if has_table { migration::applied(&reading).map_err(plain)? } else { Vec::new() };
    let broken = if size <= READ_THROUGH {
        Some(text("PRAGMA quick_check(1)")?).map(|said| if said == "ok" { String::new() } else { said })
    } else {
        None
    };
    let (version, known, pending) = migration::standing(&applied, |migration| migration.sqlite)?;
    Ok(Look {
        product: format!("SQLite {}", text("SELECT sqlite_version()")?),
        version,
        known,
        pending,
        broken,
        not_durable: String::new(),
        now: None,
    })
}

/// What a server says of itself.
fn server(session: &mut Session) -> Result<Look, OpenError> {
    let has_table = number(session, "SELECT CASE WHEN to_regclass('migration') IS NULL THEN 0 ELSE 1 END")? == 1;
    let mut applied = Vec::new();
    if has_table {
        session
            .query("SELECT version, checksum FROM migration WHERE version > 0", &[], &mut |row| {
                applied.push(Applied { version: row.get(0)?, checksum: row.get(1)? });
                Ok(())
            })
            .map_err(plain)?;
    }
    let (version, known, pending) = migration::standing(&applied, |migration| migration.postgres)?;
    let mut off = Vec::new();
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value = text(session, &format!("SELECT current_setting('{setting}')"))?;
        if value == "off" || (setting == "synchronous_commit" && value == "local") {
            off.push(format!("{setting} = {value}"));
        }
    }
    if number(session, "SELECT CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END")? == 1 {
        off.push("the server is a read-only replica".to_owned());
    }
    let now = number(session, "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)")?;
    let product = format!("PostgreSQL {}", text(session, "SELECT current_setting('server_version')")?);
    let (broken, not_durable) = (None, off.join(", "));
    Ok(Look { product, version, known, pending, broken, not_durable, now: Some(Timestamp::from_micros(now)) })
}

fn number(session: &mut Session, sql: &str) -> Result<i64, StoreError> {
    let mut found = 0;
    let mut each = |row: &crate::Row<'_>| row.get(0).map(|value| found = value);
    session.query(sql, &[], &mut each).map_err(plain)?;
    Ok(found)
}

fn text(session: &mut Session, sql: &str) -> Result<String, StoreError> {
    let mut found = String::new();
    let mut each = |row: &crate::Row<'_>| row.get(0).map(|value| found = value);
    session.query(sql, &[], &mut each).map_err(plain)?;
    Ok(found)
}

fn plain(failure: Failure) -> StoreError {
    failure.error
}
