//! Sessions of subjects in the cabinet of one request.

use domain::id::{IssueId, LicenseeId, SessionId};
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A session; only a hash of its token is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CabinetSession {
    /// Its id.
    pub id: SessionId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The one request that it opens.
    pub issue: IssueId,
    /// SHA-256 of the token, lower-case hex.
    pub hash: String,
    /// The shown id of the message whose code opened it.
    pub sms: String,
    /// Keyed hash of the phone that the code went to: a request whose phone has changed since is another person's.
    pub phone: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, session: &CabinetSession) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO cabinet_session (id, licensee, issue, hash, sms, phone, created_at, expires_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        &[
            session.id.into(),
            session.licensee.into(),
            session.issue.into(),
            (&session.hash).into(),
            (&session.sms).into(),
            (&session.phone).into(),
            session.created_at.into(),
            session.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The live session with this hash.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str, now: Timestamp) -> Result<Option<CabinetSession>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, issue, hash, sms, phone, created_at, expires_at FROM cabinet_session WHERE hash = ?1 AND expires_at > ?2"
    );
    tx.optional(sql, &[hash.into(), now.into()], |row| {
        Ok(CabinetSession {
            id: row.get(0)?,
            licensee: row.get(1)?,
            issue: row.get(2)?,
            hash: row.get(3)?,
            sms: row.get(4)?,
            phone: row.get(5)?,
            created_at: row.get(6)?,
            expires_at: row.get(7)?,
        })
    })
}

/// Closes one; says whether it was there.
pub fn close(tx: &mut Tx<'_>, id: SessionId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM cabinet_session WHERE id = ?1"), &[id.into()])? == 1)
}

/// Closes all of a request.
pub fn close_all(tx: &mut Tx<'_>, issue: IssueId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM cabinet_session WHERE issue = ?1"), &[issue.into()])?;
    Ok(())
}

/// Drops what expired.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM cabinet_session WHERE expires_at <= ?1"), &[now.into()])
}
