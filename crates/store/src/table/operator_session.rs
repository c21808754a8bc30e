//! Sessions of operators who logged in.

use domain::id::{SessionId, UserId};
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A session; only a hash of its token is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorSession {
    /// Its id.
    pub id: SessionId,
    /// Who.
    pub operator: UserId,
    /// SHA-256 of the token, lower-case hex.
    pub hash: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, session: &OperatorSession) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO operator_session (id, operator, hash, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        &[session.id.into(), session.operator.into(), (&session.hash).into(), session.created_at.into(), session.expires_at.into()],
    )?;
    Ok(())
}

/// The live session with this hash.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str, now: Timestamp) -> Result<Option<OperatorSession>, StoreError> {
    let sql = sql!("SELECT id, operator, hash, created_at, expires_at FROM operator_session WHERE hash = ?1 AND expires_at > ?2");
    tx.optional(sql, &[hash.into(), now.into()], |row| {
        Ok(OperatorSession { id: row.get(0)?, operator: row.get(1)?, hash: row.get(2)?, created_at: row.get(3)?, expires_at: row.get(4)? })
    })
}

/// Closes an operator's session; says whether there was one.
pub fn close(tx: &mut Tx<'_>, operator: UserId, id: SessionId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM operator_session WHERE id = ?1 AND operator = ?2"), &[id.into(), operator.into()])? == 1)
}

/// Drops what expired.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM operator_session WHERE expires_at <= ?1"), &[now.into()])
}
