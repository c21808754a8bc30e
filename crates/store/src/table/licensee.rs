//! Tenants.

use domain::id::LicenseeId;
use domain::licensee::Licensee;

use super::body;
use crate::{StoreError, Tx, sql};

/// Adds a licensee.
pub fn insert(tx: &mut Tx<'_>, licensee: &Licensee) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO licensee (id, version, created_at, body) VALUES (?1, ?2, ?3, ?4)"),
        &[licensee.id.into(), licensee.version.into(), licensee.created_at.into(), body::write(licensee)?],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: LicenseeId) -> Result<Option<Licensee>, StoreError> {
    tx.optional(sql!("SELECT body FROM licensee WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: LicenseeId) -> Result<Option<Licensee>, StoreError> {
    tx.optional(sql!("SELECT body FROM licensee WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// Saves the next version; fails with [`StoreError::Stale`] if somebody saved the licensee since it was loaded.
pub fn save(tx: &mut Tx<'_>, mut licensee: Licensee) -> Result<Licensee, StoreError> {
    licensee.version += 1;
    let changed = tx.execute(
        sql!("UPDATE licensee SET version = ?3, body = ?4 WHERE id = ?1 AND version = ?2"),
        &[licensee.id.into(), (licensee.version - 1).into(), licensee.version.into(), body::write(&licensee)?],
    )?;
    body::saved(changed)?;
    Ok(licensee)
}

/// All of them, the oldest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Licensee>, StoreError> {
    tx.many(sql!("SELECT body FROM licensee ORDER BY created_at, id"), &[], |row| body::read(row, 0))
}
