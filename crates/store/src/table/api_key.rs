//! API keys: only a hash of each is kept.

use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, Slice, StoreError, Tx, sql};

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
    /// What people call it.
    pub name: String,
    /// The networks that it works from, space separated; from everywhere where empty.
    pub addresses: String,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// Adds a key.
pub fn insert(tx: &mut Tx<'_>, key: &ApiKey) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO api_key (id, licensee, hash, scopes, created_at, revoked_at, name, addresses, expires_at, last_used_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        &[
            key.id.into(),
            key.licensee.into(),
            (&key.hash).into(),
            (&key.scopes).into(),
            key.created_at.into(),
            key.revoked_at.into(),
            (&key.name).into(),
            (&key.addresses).into(),
            key.expires_at.into(),
            key.last_used_at.into(),
        ],
    )?;
    Ok(())
}

/// The key with this hash, revoked or not.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str) -> Result<Option<ApiKey>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, hash, scopes, created_at, revoked_at, name, addresses, expires_at, last_used_at FROM api_key WHERE hash = ?1"
    );
    tx.optional(sql, &[hash.into()], from_row)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, hash, scopes, created_at, revoked_at, name, addresses, expires_at, last_used_at FROM api_key WHERE id = ?1"
    );
    tx.optional(sql, &[id.into()], from_row)
}

/// All keys of everybody, the oldest first: for the administrator.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<ApiKey>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, hash, scopes, created_at, revoked_at, name, addresses, expires_at, last_used_at FROM api_key \
         ORDER BY created_at, id"
    );
    tx.many(sql, &[], from_row)
}

/// A licensee's keys, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<ApiKey>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, hash, scopes, created_at, revoked_at, name, addresses, expires_at, last_used_at FROM api_key \
         WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let (at, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), at, id, slice.limit.into()], from_row)
}

/// How many keys of a licensee still work.
pub fn count_live(tx: &mut Tx<'_>, licensee: LicenseeId, now: Timestamp) -> Result<i64, StoreError> {
    let sql = sql!("SELECT count(*) FROM api_key WHERE licensee = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)");
    tx.one(sql, &[licensee.into(), now.into()], |row| row.get(0))
}

/// Revokes a key; says whether there was a live one.
pub fn revoke(tx: &mut Tx<'_>, id: ApiKeyId, at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx.execute(sql!("UPDATE api_key SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL"), &[id.into(), at.into()])?;
    Ok(changed == 1)
}

/// Notes that a key was used; an earlier moment than the known one changes nothing.
pub fn used(tx: &mut Tx<'_>, id: ApiKeyId, at: Timestamp) -> Result<(), StoreError> {
    let sql = sql!("UPDATE api_key SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)");
    tx.execute(sql, &[id.into(), at.into()])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: row.get(0)?,
        licensee: row.get(1)?,
        hash: row.get(2)?,
        scopes: row.get(3)?,
        created_at: row.get(4)?,
        revoked_at: row.get(5)?,
        name: row.get(6)?,
        addresses: row.get(7)?,
        expires_at: row.get(8)?,
        last_used_at: row.get(9)?,
    })
}
