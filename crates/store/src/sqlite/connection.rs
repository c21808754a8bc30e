//! A connection: how it is set up, and what its errors mean.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use crate::row::Inner;
use crate::sqlite::gather;
use crate::tx::{Failure, Trouble};
use crate::{Cell, Row, StoreError, Value};

/// How long another process may hold the write lock before we give up.
const BUSY: Duration = Duration::from_secs(5);
/// More than the number of statements in the program.
const STATEMENTS: usize = 768;
/// Pages of 4 KiB in the WAL at which a commit moves them into the file itself: 128 MiB, the length to which the WAL is cut afterwards.
/// [`super::checkpoint`] has the WAL begin anew much sooner as a rule.
const LONG_WAL: u32 = 32768;
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_CREATE).union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens the file: WAL, every commit durable, foreign keys checked.
pub(crate) fn open(file: &Path, read_only: bool) -> Result<Connection, StoreError> {
    let open = || {
        let connection = Connection::open_with_flags(file, FLAGS)?;
        set_up(&connection)?;
        if read_only {
            // not SQLITE_OPEN_READ_ONLY: a reader may have to make the shared-memory file of the WAL
            connection.execute_batch("PRAGMA query_only = ON")?;
        }
        Ok(connection)
    };
    open().map_err(|error| failure(&error).error)
}

/// The writer's: commits are gathered into one write each ([`gather`]), and leave the WAL to be synced by [`super::durable`]. Checkpoints
/// and the header of a new WAL are synced by SQLite still.
pub(crate) fn open_writing(file: &Path) -> Result<Connection, StoreError> {
    let open = || {
        let connection = match gather::vfs() {
            Some(vfs) => Connection::open_with_flags_and_vfs(file, FLAGS, vfs)?,
            None => Connection::open_with_flags(file, FLAGS)?,
        };
        set_up(&connection)?;
        connection.execute_batch("PRAGMA cache_spill = OFF; PRAGMA synchronous = NORMAL")?;
        Ok(connection)
    };
    open().map_err(|error| failure(&error).error)
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    switch_to_wal(connection)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 134217728;",
    )?;
    connection.pragma_update(None, "wal_autocheckpoint", LONG_WAL)?;
    // a plan does not depend on a parameter's value: a partial index would have the statement planned anew for each one
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// Turning a new file into WAL needs it alone, and the busy handler is not asked then: two processes at first start would fail.
fn switch_to_wal(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries < 100 => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(error) => return Err(error),
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

/// Runs a statement; returns how many rows it changed.
pub(crate) fn execute(connection: &Connection, text: &str, params: &[Value]) -> Result<u64, Failure> {
    let mut statement = connection.prepare_cached(text).map_err(|error| failure(&error))?;
    let changed = statement.execute(rusqlite::params_from_iter(params)).map_err(|error| failure(&error))?;
    Ok(changed as u64)
}

/// Runs a statement and shows every row to `each`, whose error ends it.
pub(crate) fn query(
    connection: &Connection,
    text: &str,
    params: &[Value],
    each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    let mut statement = connection.prepare_cached(text).map_err(|error| failure(&error))?;
    let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(|error| failure(&error))?;
    while let Some(row) = rows.next().map_err(|error| failure(&error))? {
        each(&Row(Inner::Sqlite(row))).map_err(|error| Failure { error, trouble: None })?;
    }
    Ok(())
}

/// The column at `index`.
pub(crate) fn cell<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<Cell<'a>, StoreError> {
    match row.get_ref(index).map_err(|error| StoreError::Corrupt(error.to_string()))? {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(value) => Ok(Cell::Int(value)),
        ValueRef::Text(value) => std::str::from_utf8(value).map(Cell::Text).map_err(|error| StoreError::Corrupt(error.to_string())),
        ValueRef::Blob(value) => Ok(Cell::Blob(value)),
        ValueRef::Real(_) => Err(StoreError::Corrupt(format!("column {index} holds a floating number"))),
    }
}

/// What an error of SQLite means.
pub(crate) fn failure(error: &rusqlite::Error) -> Failure {
    let words = error.to_string();
    let (error, trouble) = match error.sqlite_error() {
        Some(ffi::Error { code, extended_code }) => match code {
            ErrorCode::DiskFull => (StoreError::Full, Trouble::Full),
            ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                (StoreError::Unavailable(words), Trouble::Fatal)
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::CannotOpen | ErrorCode::ReadOnly => {
                (StoreError::Unavailable(words), Trouble::Statement)
            }
            ErrorCode::ConstraintViolation
                if matches!(*extended_code, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) =>
            {
                let what = words.rsplit_once(": ").map_or(words.as_str(), |(_, what)| what).to_owned();
                (StoreError::Duplicate(what), Trouble::Statement)
            }
            _ => (StoreError::Other(words), Trouble::Statement),
        },
        None => (StoreError::Other(words), Trouble::Statement),
    };
    Failure { error, trouble: Some(trouble) }
}
