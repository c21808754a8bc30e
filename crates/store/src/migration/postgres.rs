//! Migrating a server's database: one transaction under a row lock, so nodes that start at once wait for each other.

use std::time::Duration;

use domain::clock::Clock;

use super::{Applied, Migration, checksum, list, pending, up_to};
use crate::postgres::Session;
use crate::tx::Failure;
use crate::{OpenError, StoreError, SystemClock, Value};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, \
                     at BIGINT NOT NULL); \
                     INSERT INTO migration (version, name, checksum, at) VALUES (0, 'lock', '', 0) ON CONFLICT DO NOTHING";

/// Applies what is missing, all of it or nothing.
pub(crate) fn migrate(session: &mut Session) -> Result<(), OpenError> {
    make_table(session)?;
    session
        .batch("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '600s'")
        .map_err(plain)?;
    let result = apply(session, list::ALL);
    let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = session.batch(end).map_err(plain);
    result.and(ended.map_err(OpenError::Store))
}

/// The table holds a row of version 0 that is locked while somebody migrates. Two nodes that make the table at the same time get an error
/// of the catalogue in spite of IF NOT EXISTS: it is there on the next try.
fn make_table(session: &mut Session) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        match session.batch(TABLE) {
            Ok(()) => return Ok(()),
            Err(_) if tries < 20 => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(failure) => return Err(failure.error),
        }
    }
}

/// Applies what is missing up to a version, inside a transaction of the caller's.
pub(crate) fn within(session: &mut Session, version: i64) -> Result<(), OpenError> {
    session.batch(TABLE).map_err(plain)?;
    apply(session, up_to(version))
}

fn apply(session: &mut Session, migrations: &[Migration]) -> Result<(), OpenError> {
    session.batch("SELECT version FROM migration WHERE version = 0 FOR UPDATE").map_err(plain)?;
    let mut applied = Vec::new();
    session
        .query("SELECT version, checksum FROM migration WHERE version > 0", &[], &mut |row| {
            applied.push(Applied { version: row.get(0)?, checksum: row.get(1)? });
            Ok(())
        })
        .map_err(plain)?;
    for migration in pending(migrations, &applied, |migration| migration.postgres)? {
        session.batch(migration.postgres).map_err(plain)?;
        let row: [Value; 4] =
            [migration.version.into(), migration.name.into(), checksum(migration.postgres).into(), SystemClock.now().into()];
        session.execute("INSERT INTO migration (version, name, checksum, at) VALUES ($1, $2, $3, $4)", &row).map_err(plain)?;
    }
    Ok(())
}

fn plain(failure: Failure) -> StoreError {
    failure.error
}
