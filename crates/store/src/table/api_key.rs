//! API keys: only a hash of each is kept.

use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// A key of a licensee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, which is no secret.
    pub id: ApiKeyId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// SHA-256 of the key, lower-case hex. The key has 256 random bits, so a plain hash is enough.
    pub hash: String,
    /// Scopes, space separated.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Adds a key.
pub fn insert(tx: &mut Tx<'_>, key: &ApiKey) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO api_key (id, licensee, hash, scopes, created_at, revoked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        &[key.id.into(), key.licensee.into(), (&key.hash).into(), (&key.scopes).into(), key.created_at.into(), key.revoked_at.into()],
    )?;
    Ok(())
}

/// The key with this hash, revoked or not.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str) -> Result<Option<ApiKey>, StoreError> {
    let sql = sql!("SELECT id, licensee, hash, scopes, created_at, revoked_at FROM api_key WHERE hash = ?1");
    tx.optional(sql, &[hash.into()], from_row)
}

/// All keys, the oldest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<ApiKey>, StoreError> {
    let sql = sql!("SELECT id, licensee, hash, scopes, created_at, revoked_at FROM api_key ORDER BY created_at, id");
    tx.many(sql, &[], from_row)
}

/// Revokes a key; says whether there was a live one.
pub fn revoke(tx: &mut Tx<'_>, id: ApiKeyId, at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx.execute(sql!("UPDATE api_key SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL"), &[id.into(), at.into()])?;
    Ok(changed == 1)
}

fn from_row(row: &Row<'_>) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: row.get(0)?,
        licensee: row.get(1)?,
        hash: row.get(2)?,
        scopes: row.get(3)?,
        created_at: row.get(4)?,
        revoked_at: row.get(5)?,
    })
}
