//! Results under the keys that callers chose: written through [`Tx::remember`], read here.

use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

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

/// Forgets results from before `before`; returns how many.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM idempotency WHERE at < ?1"), &[before.into()])
}
