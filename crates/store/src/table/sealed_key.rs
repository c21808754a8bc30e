//! Private keys, sealed: the database never sees what is in them.

use domain::id::PrivateKeyId;

use crate::{StoreError, Tx, sql};

/// Ids of all of them.
pub fn ids(tx: &mut Tx<'_>) -> Result<Vec<PrivateKeyId>, StoreError> {
    tx.many(sql!("SELECT id FROM sealed_key ORDER BY id"), &[], |row| row.get(0))
}

/// The sealed key of this id.
pub fn load(tx: &mut Tx<'_>, id: PrivateKeyId) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional(sql!("SELECT sealed FROM sealed_key WHERE id = ?1"), &[id.into()], |row| row.get(0))
}

/// Adds a key; false where the id has one, which stays. Of several nodes one adds it.
pub fn add(tx: &mut Tx<'_>, id: PrivateKeyId, sealed: &[u8]) -> Result<bool, StoreError> {
    let sql = sql!("INSERT INTO sealed_key (id, sealed) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    Ok(tx.execute(sql, &[id.into(), sealed.into()])? == 1)
}

/// Removes a key, if there is one.
pub fn delete(tx: &mut Tx<'_>, id: PrivateKeyId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM sealed_key WHERE id = ?1"), &[id.into()])?;
    Ok(())
}
