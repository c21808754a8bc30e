//! Facts of the installation, by their names.

use crate::{StoreError, Tx, sql};

/// What is known under `name`.
pub fn fact(tx: &mut Tx<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional(sql!("SELECT value FROM house WHERE name = ?1"), &[name.into()], |row| row.get(0))
}

/// Adds a fact; false where there is one of this name, which stays.
pub fn add(tx: &mut Tx<'_>, name: &str, value: &[u8]) -> Result<bool, StoreError> {
    let sql = sql!("INSERT INTO house (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    Ok(tx.execute(sql, &[name.into(), value.into()])? == 1)
}
