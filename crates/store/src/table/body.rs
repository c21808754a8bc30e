//! Aggregates as JSON in one column.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Row, StoreError, Value};

pub(super) fn write<T: Serialize>(aggregate: &T) -> Result<Value, StoreError> {
    serde_json::to_string(aggregate).map(Value::Text).map_err(|error| StoreError::Other(error.to_string()))
}

pub(super) fn read<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// What an UPDATE with a version in its WHERE has to have changed.
pub(super) fn saved(changed: u64) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Stale) }
}
