//! Migrating a file: one immediate transaction, so processes that start at once wait for each other.

use domain::clock::Clock;
use rusqlite::Connection;

use super::{Applied, Migration, checksum, list, pending, up_to};
use crate::sqlite::failure;
use crate::{OpenError, StoreError, SystemClock};

/// Applies what is missing, all of it or nothing.
pub(crate) fn migrate(connection: &Connection) -> Result<(), OpenError> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(plain)?;
    let result = apply(connection, list::ALL);
    let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(plain);
    result.and(ended.map_err(OpenError::Store))
}

/// Applies what is missing up to a version, inside a transaction of the caller's.
pub(crate) fn within(connection: &Connection, version: i64) -> Result<(), OpenError> {
    apply(connection, up_to(version))
}

fn apply(connection: &Connection, migrations: &[Migration]) -> Result<(), OpenError> {
    connection
        .execute_batch(
            "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL)",
        )
        .map_err(plain)?;
    let applied = applied(connection).map_err(plain)?;
    for migration in pending(migrations, &applied, |migration| migration.sqlite)? {
        connection.execute_batch(migration.sqlite).map_err(plain)?;
        connection
            .execute(
                "INSERT INTO migration (version, name, checksum, at) VALUES (?1, ?2, ?3, ?4)",
                (migration.version, migration.name, checksum(migration.sqlite), SystemClock.now().micros()),
            )
            .map_err(plain)?;
    }
    Ok(())
}

pub(crate) fn applied(connection: &Connection) -> rusqlite::Result<Vec<Applied>> {
    connection
        .prepare("SELECT version, checksum FROM migration")?
        .query_map([], |row| Ok(Applied { version: row.get(0)?, checksum: row.get(1)? }))?
        .collect()
}

fn plain(error: rusqlite::Error) -> StoreError {
    failure(&error).error
}
