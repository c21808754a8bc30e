//! Operations of signing by keys of the server, and the signatures that came of them.

use domain::cloud_signing::{Operation, State};
use domain::id::{CloudOperationId, CloudResultId, LicenseeId, UserId};
use domain::time::Timestamp;

use super::body;
use crate::{StoreError, Tx, Value, sql};

/// Adds an operation.
pub fn insert(tx: &mut Tx<'_>, operation: &Operation) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO cloud_operation (id, licensee, account, version, waits_until, created_at, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        &[
            operation.id.into(),
            operation.licensee.into(),
            operation.user.into(),
            operation.version.into(),
            waits_until(operation),
            operation.created_at.into(),
            body::write(operation)?,
        ],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: CloudOperationId) -> Result<Option<Operation>, StoreError> {
    tx.optional(sql!("SELECT body FROM cloud_operation WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: CloudOperationId) -> Result<Option<Operation>, StoreError> {
    tx.optional(sql!("SELECT body FROM cloud_operation WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// Saves the next version; fails with [`StoreError::Stale`] if somebody saved the operation since it was loaded.
pub fn save(tx: &mut Tx<'_>, mut operation: Operation) -> Result<Operation, StoreError> {
    operation.version += 1;
    let sql = sql!("UPDATE cloud_operation SET version = ?3, waits_until = ?4, body = ?5 WHERE id = ?1 AND version = ?2");
    let before = operation.version - 1;
    let params = [operation.id.into(), before.into(), operation.version.into(), waits_until(&operation), body::write(&operation)?];
    body::saved(tx.execute(sql, &params)?)?;
    Ok(operation)
}

/// Whether an operation of this person waits for its code at `now`. The account's row is held by whoever asks before adding one.
pub fn is_waiting(tx: &mut Tx<'_>, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = sql!("SELECT 1 FROM cloud_operation WHERE account = ?1 AND waits_until > ?2 LIMIT 1");
    Ok(tx.optional(sql, &[user.into(), now.into()], |row| row.get::<i64>(0))?.is_some())
}

/// Adds a signature.
pub fn insert_result(tx: &mut Tx<'_>, id: CloudResultId, operation: &Operation, cms: &[u8]) -> Result<(), StoreError> {
    let sql = sql!("INSERT INTO cloud_result (id, licensee, operation, cms) VALUES (?1, ?2, ?3, ?4)");
    tx.execute(sql, &[id.into(), operation.licensee.into(), operation.id.into(), cms.into()])?;
    Ok(())
}

/// A signature's bytes.
pub fn result(tx: &mut Tx<'_>, licensee: LicenseeId, id: CloudResultId) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional(sql!("SELECT cms FROM cloud_result WHERE id = ?1 AND licensee = ?2"), &[id.into(), licensee.into()], |row| row.get(0))
}

/// Drops at most `most` operations from before `before` with their signatures.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp, most: i64) -> Result<u64, StoreError> {
    let sql = sql!("SELECT id FROM cloud_operation WHERE created_at < ?1 ORDER BY created_at LIMIT ?2");
    let old: Vec<CloudOperationId> = tx.many(sql, &[before.into(), most.into()], |row| row.get(0))?;
    for id in &old {
        tx.execute(sql!("DELETE FROM cloud_result WHERE operation = ?1"), &[(*id).into()])?;
        tx.execute(sql!("DELETE FROM cloud_operation WHERE id = ?1"), &[(*id).into()])?;
    }
    Ok(old.len() as u64)
}

fn waits_until(operation: &Operation) -> Value {
    match &operation.state {
        State::Waiting { until } => (*until).into(),
        State::Signing { .. } | State::Done { .. } | State::Crashed { .. } => Value::Null,
    }
}
