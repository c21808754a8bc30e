//! What comes out of a statement.

use std::any::type_name;

use domain::time::Timestamp;
use uuid::Uuid;

use crate::StoreError;

/// One column of one row, borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// SQL NULL.
    Null,
    /// An integer of any width.
    Int(i64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A type that a column can be read as.
pub trait FromCell: Sized {
    /// Reads `cell`, or says [`StoreError::Corrupt`].
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError>;
}

/// A row of an answer.
pub struct Row<'a>(pub(crate) Inner<'a>);

pub(crate) enum Inner<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, from 0, as it is.
    pub(crate) fn cell(&self, index: usize) -> Result<Cell<'_>, StoreError> {
        match &self.0 {
            Inner::Sqlite(row) => crate::sqlite::cell(row, index),
            Inner::Postgres(row) => crate::postgres::cell(row, index),
        }
    }

    /// The column at `index`, from 0.
    pub fn get<T: FromCell>(&self, index: usize) -> Result<T, StoreError> {
        let cell = self.cell(index)?;
        T::from_cell(cell).map_err(|error| StoreError::Corrupt(format!("column {index}: {error}")))
    }
}

fn mismatch<T>(cell: Cell<'_>) -> StoreError {
    let found = match cell {
        Cell::Null => "null",
        Cell::Int(_) => "an integer",
        Cell::Text(_) => "a text",
        Cell::Blob(_) => "bytes",
    };
    StoreError::Corrupt(format!("{found} where {} was expected", type_name::<T>()))
}

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Int(value) => Ok(value),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl FromCell for u32 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        Self::try_from(i64::from_cell(cell)?).map_err(|_| mismatch::<Self>(cell))
    }
}

impl FromCell for u64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        Self::try_from(i64::from_cell(cell)?).map_err(|_| mismatch::<Self>(cell))
    }
}

/// From 1 or 0.
impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Text(value) => Ok(value.to_owned()),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Blob(value) => Ok(value.to_owned()),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl<const N: usize> FromCell for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Blob(value) => value.try_into().map_err(|_| mismatch::<Self>(cell)),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl FromCell for Uuid {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Text(value) => Self::try_parse(value).map_err(|_| mismatch::<Self>(cell)),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl FromCell for Timestamp {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        i64::from_cell(cell).map(Self::from_micros)
    }
}

/// From a JSON text.
impl FromCell for serde_json::Value {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Text(value) => serde_json::from_str(value).map_err(|error| StoreError::Corrupt(error.to_string())),
            other => Err(mismatch::<Self>(other)),
        }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Null => Ok(None),
            other => T::from_cell(other).map(Some),
        }
    }
}
