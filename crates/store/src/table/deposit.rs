//! Contents that clients of certificate forms deposited, and who names them. A content that nobody names for long is swept; one that somebody
//! names stays, whoever else lets go of it.

use domain::id::{CompanyId, ContentId, LicenseeId};
use domain::time::Timestamp;

use super::content;
use crate::{Row, StoreError, Tx, sql};

/// A deposited content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepositRow {
    /// Its sealed bytes.
    pub content: ContentId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company that it belongs to.
    pub company: CompanyId,
    /// The key to the bytes, sealed under the master key.
    pub sealed_key: Vec<u8>,
    /// What is known of them, sealed under the master key.
    pub sealed: Vec<u8>,
}

/// Adds one that nobody names yet.
pub fn insert(tx: &mut Tx<'_>, deposit: &DepositRow, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO deposit (content, licensee, company, sealed_key, sealed, idle_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        &[
            deposit.content.into(),
            deposit.licensee.into(),
            deposit.company.into(),
            deposit.sealed_key.as_slice().into(),
            deposit.sealed.as_slice().into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, content: ContentId) -> Result<Option<DepositRow>, StoreError> {
    tx.optional(sql!("SELECT content, licensee, company, sealed_key, sealed FROM deposit WHERE content = ?1"), &[content.into()], from_row)
}

/// Has `owner` name the content; once more changes nothing. The row is held against the sweep. False where there is no such content.
pub fn attach(tx: &mut Tx<'_>, content: ContentId, owner: &str) -> Result<bool, StoreError> {
    let held = tx.execute(sql!("UPDATE deposit SET idle_since = NULL WHERE content = ?1"), &[content.into()])?;
    if held == 0 {
        return Ok(false);
    }
    let sql = sql!("INSERT INTO deposit_use (content, owner) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    tx.execute(sql, &[content.into(), owner.into()])?;
    Ok(true)
}

/// Has `owner` name the content no more. Where nobody else does, it waits for the sweep from now on.
pub fn detach(tx: &mut Tx<'_>, content: ContentId, owner: &str, now: Timestamp) -> Result<(), StoreError> {
    // the row first, so that two who let go at once come one after the other
    tx.optional(sql!("SELECT 1 FROM deposit WHERE content = ?1 {for_update}"), &[content.into()], |row| row.get::<i64>(0))?;
    tx.execute(sql!("DELETE FROM deposit_use WHERE content = ?1 AND owner = ?2"), &[content.into(), owner.into()])?;
    if !is_named(tx, content)? {
        let sql = sql!("UPDATE deposit SET idle_since = ?2 WHERE content = ?1 AND idle_since IS NULL");
        tx.execute(sql, &[content.into(), now.into()])?;
    }
    Ok(())
}

/// What `owner` names.
pub fn of_owner(tx: &mut Tx<'_>, owner: &str) -> Result<Vec<ContentId>, StoreError> {
    tx.many(sql!("SELECT content FROM deposit_use WHERE owner = ?1 ORDER BY content"), &[owner.into()], |row| row.get(0))
}

/// Whether anybody names the content.
pub fn is_named(tx: &mut Tx<'_>, content: ContentId) -> Result<bool, StoreError> {
    let sql = sql!("SELECT 1 FROM deposit_use WHERE content = ?1 LIMIT 1");
    Ok(tx.optional(sql, &[content.into()], |row| row.get::<i64>(0))?.is_some())
}

/// Takes a content out with the key to its bytes, whoever names it.
pub fn delete(tx: &mut Tx<'_>, content: ContentId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM deposit_use WHERE content = ?1"), &[content.into()])?;
    tx.execute(sql!("DELETE FROM deposit WHERE content = ?1"), &[content.into()])?;
    content::delete(tx, content)
}

/// Takes out at most `most` contents that nobody has named since `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp, most: i64) -> Result<u64, StoreError> {
    let sql = sql!("SELECT content FROM deposit WHERE idle_since < ?1 ORDER BY idle_since LIMIT ?2 {for_update}");
    let idle: Vec<ContentId> = tx.many(sql, &[before.into(), most.into()], |row| row.get(0))?;
    for content in &idle {
        delete(tx, *content)?;
    }
    Ok(idle.len() as u64)
}

fn from_row(row: &Row<'_>) -> Result<DepositRow, StoreError> {
    Ok(DepositRow { content: row.get(0)?, licensee: row.get(1)?, company: row.get(2)?, sealed_key: row.get(3)?, sealed: row.get(4)? })
}
