//! A connection of either kind, beside the store's own, with the few questions about the schema that have no common text.

use rusqlite::Connection;

use crate::postgres::{Session, address::Address};
use crate::tx::Failure;
use crate::{Cell, Database, OpenError, Row, StoreError, Value, migration, sqlite};

/// Rows that PostgreSQL hands over at once.
const PAGE: usize = 500;

pub(super) enum Line {
    Sqlite(Connection),
    Postgres(Box<Session>),
}

impl Line {
    /// Opens a database to read it; `None` where its file does not exist.
    pub(super) fn existing(database: &Database) -> Result<Option<Self>, OpenError> {
        match database {
            Database::Sqlite { file, .. } if !file.exists() => Ok(None),
            Database::Sqlite { file, .. } => Ok(Some(Self::Sqlite(sqlite::open(file, true)?))),
            Database::Postgres { url, .. } => Ok(Some(Self::server(url)?)),
        }
    }

    /// Opens a database to write into it; an SQLite file is made where it is missing.
    pub(super) fn writing(database: &Database) -> Result<Self, OpenError> {
        match database {
            Database::Sqlite { file, .. } => Ok(Self::Sqlite(sqlite::open(file, false)?)),
            Database::Postgres { url, .. } => Self::server(url),
        }
    }

    fn server(url: &str) -> Result<Self, OpenError> {
        Ok(Self::Postgres(Box::new(Address::parse(url)?.connect()?)))
    }

    pub(super) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Runs statements without parameters.
    pub(super) fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(text).map_err(|error| sqlite::failure(&error).error),
            Self::Postgres(session) => session.batch(text).map_err(plain),
        }
    }

    /// Runs a statement in the words of this database.
    pub(super) fn execute(&mut self, text: &str, params: &[Value]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(connection) => sqlite::execute(connection, text, params),
            Self::Postgres(session) => session.execute(text, params),
        }
        .map_err(plain)
    }

    /// Shows every row of a statement to `each`.
    pub(super) fn query(
        &mut self,
        text: &str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => sqlite::query(connection, text, params, each),
            Self::Postgres(session) => session.query(text, params, each),
        }
        .map_err(plain)
    }

    /// The same, however many rows there are: PostgreSQL hands them over page by page. `name` is another one for every statement.
    pub(super) fn stream(
        &mut self,
        name: &str,
        text: &str,
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if !self.is_postgres() {
            return self.query(text, &[], each);
        }
        self.batch(&format!("DECLARE \"copy_{name}\" NO SCROLL CURSOR FOR {text}"))?;
        loop {
            let mut rows = 0;
            self.query(&format!("FETCH {PAGE} FROM \"copy_{name}\""), &[], &mut |row| {
                rows += 1;
                each(row)
            })?;
            if rows < PAGE {
                return self.batch(&format!("CLOSE \"copy_{name}\""));
            }
        }
    }

    /// The first column of every row, as texts.
    pub(super) fn texts(&mut self, text: &str, params: &[Value]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        self.query(text, params, &mut |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Names of the tables that hold data, in their order; the list of migrations is none of them.
    pub(super) fn tables(&mut self) -> Result<Vec<String>, StoreError> {
        let text = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                 AND name <> 'migration' ORDER BY name"
            }
            Self::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() \
                 AND table_type = 'BASE TABLE' AND table_name <> 'migration' ORDER BY 1"
            }
        };
        self.texts(text, &[])
    }

    /// Names of a table's columns.
    pub(super) fn columns(&mut self, table: &str) -> Result<Vec<String>, StoreError> {
        let text = match self {
            Self::Sqlite(_) => "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
            Self::Postgres(_) => {
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND CAST(table_name AS TEXT) = $1 ORDER BY ordinal_position"
            }
        };
        self.texts(text, &[table.into()])
    }

    /// The newest migration that was applied.
    pub(super) fn version(&mut self) -> Result<Option<i64>, StoreError> {
        let there = match self {
            Self::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'",
            Self::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name = 'migration'"
            }
        };
        if self.texts(there, &[])?.is_empty() {
            return Ok(None);
        }
        let mut newest = None;
        self.query("SELECT max(version) FROM migration WHERE version > 0", &[], &mut |row| {
            newest = row.get(0)?;
            Ok(())
        })?;
        Ok(newest)
    }

    /// Applies migrations up to a version, inside the transaction at hand.
    pub(super) fn migrate(&mut self, up_to: i64) -> Result<(), OpenError> {
        match self {
            Self::Sqlite(connection) => migration::sqlite_within(connection, up_to),
            Self::Postgres(session) => migration::postgres_within(session, up_to),
        }
    }
}

/// A column as a parameter.
pub(super) fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => Value::Int(number),
        Cell::Text(text) => Value::Text(text.to_owned()),
        Cell::Blob(bytes) => Value::Blob(bytes.to_owned()),
    }
}

fn plain(failure: Failure) -> StoreError {
    failure.error
}
