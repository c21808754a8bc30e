//! Results under the keys that callers chose: written through [`Tx::remember`], read here.

use domain::time::Timestamp;

use crate::{Sql, StoreError, Tx, sql};

/// A kept result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What was asked.
    pub fingerprint: String,
    /// The typed result as versioned JSON.
    pub result: String,
    /// When.
    pub at: Timestamp,
}

/// What is kept under a key.
pub fn find(tx: &mut Tx<'_>, owner: &str, key: &str) -> Result<Option<Kept>, StoreError> {
    tx.optional(sql!("SELECT fingerprint, result, at FROM idempotency WHERE owner = ?1 AND key = ?2"), &[owner.into(), key.into()], |row| {
        Ok(Kept { fingerprint: row.get(0)?, result: row.get(1)?, at: row.get(2)? })
    })
}

/// Forgets what is kept under a key.
pub fn forget(tx: &mut Tx<'_>, owner: &str, key: &str) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM idempotency WHERE owner = ?1 AND key = ?2"), &[owner.into(), key.into()])?;
    Ok(())
}

/// Forgets results from before `before`; returns how many. On SQLite in the order of the rows, up to the first one that is still kept: an
/// index by time would be one page more in every commit.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    let sql = Sql::of(
        "DELETE FROM idempotency WHERE rowid < \
         coalesce((SELECT rowid FROM idempotency WHERE at >= ?1 ORDER BY rowid LIMIT 1), 9223372036854775807)",
        "DELETE FROM idempotency WHERE at < $1",
    );
    tx.execute(sql, &[before.into()])
}
