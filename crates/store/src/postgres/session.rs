//! A connection with its prepared statements, and what its errors mean.

use std::collections::HashMap;
use std::error::Error;

use postgres::error::SqlState;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};

use crate::postgres::address::words;
use crate::row::Inner;
use crate::tx::{Failure, Trouble};
use crate::{Cell, Row, StoreError, Value};

/// One connection.
pub(crate) struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Session {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, statements: HashMap::new() }
    }

    /// Runs statements without parameters: BEGIN, COMMIT, a migration.
    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Failure> {
        self.client.batch_execute(text).map_err(|error| self.failure(&error))
    }

    /// Runs a statement; returns how many rows it changed.
    pub(crate) fn execute(&mut self, text: &str, params: &[Value]) -> Result<u64, Failure> {
        let statement = self.prepare(text)?;
        self.client.execute(&statement, &borrowed(params)).map_err(|error| self.failure(&error))
    }

    /// Runs a statement and shows every row to `each`, whose error ends it.
    pub(crate) fn query(
        &mut self,
        text: &str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        let statement = self.prepare(text)?;
        let rows = self.client.query(&statement, &borrowed(params)).map_err(|error| self.failure(&error))?;
        rows.iter().try_for_each(|row| each(&Row(Inner::Postgres(row)))).map_err(|error| Failure { error, trouble: None })
    }

    /// Forgets prepared statements: the tables under them have changed.
    pub(crate) fn forget(&mut self) {
        self.statements.clear();
    }

    fn prepare(&mut self, text: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text).map_err(|error| self.failure(&error))?;
        self.statements.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    fn failure(&self, error: &postgres::Error) -> Failure {
        let said = words(error);
        let (error, trouble) = match error.code() {
            Some(code) if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
                (StoreError::Unavailable(said), Trouble::Rerun)
            }
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => {
                let constraint = error.as_db_error().and_then(|error| error.constraint()).unwrap_or(&said).to_owned();
                (StoreError::Duplicate(constraint), Trouble::Statement)
            }
            Some(code) if *code == SqlState::DISK_FULL => (StoreError::Full, Trouble::Statement),
            // "cached plan must not change result type"
            Some(code) if *code == SqlState::FEATURE_NOT_SUPPORTED => (StoreError::Unavailable(said), Trouble::Replan),
            // 08 connection, 57P0x the server ends: this connection is of no use any more
            Some(code) if code.code().starts_with("08") || code.code().starts_with("57P") => {
                (StoreError::Unavailable(said), Trouble::Broken)
            }
            // 25006 read only, 53 resources, 55P03 lock time-out, 57014 statement time-out, 58 system
            Some(code) if code.code() == "25006" || ["53", "55", "57", "58"].iter().any(|class| code.code().starts_with(class)) => {
                (StoreError::Unavailable(said), Trouble::Statement)
            }
            Some(_) => (StoreError::Other(said), Trouble::Statement),
            None if self.client.is_closed() || error.is_closed() => (StoreError::Unavailable(said), Trouble::Broken),
            None => (StoreError::Other(said), Trouble::Statement),
        };
        Failure { error, trouble: Some(trouble) }
    }
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Self::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Self::Text(value) if <&str as ToSql>::accepts(ty) => value.to_sql(ty, out),
            Self::Blob(value) if *ty == Type::BYTEA => value.to_sql(ty, out),
            other => Err(format!("{other:?} cannot be a parameter of type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A cell lends from its row.
impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|value| Cell::Int(value.into())),
            Type::INT2 => i16::from_sql(ty, raw).map(|value| Cell::Int(value.into())),
            Type::BYTEA => Ok(Cell::Blob(raw)),
            _ => <&str>::from_sql(ty, raw).map(Cell::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::INT2 | Type::BYTEA) || <&str as FromSql>::accepts(ty)
    }
}

/// The column at `index`.
pub(crate) fn cell(row: &postgres::Row, index: usize) -> Result<Cell<'_>, StoreError> {
    row.try_get(index).map_err(|error| StoreError::Corrupt(words(&error)))
}
