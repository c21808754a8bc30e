//! Sessions of people who logged in, and what too many wrong passwords leave behind.

use domain::id::{LicenseeId, SessionId, UserId};
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A session; only a hash of its token is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// Who.
    pub account: UserId,
    /// SHA-256 of the token, lower-case hex.
    pub hash: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, session: &Session) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO session (id, licensee, account, hash, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        &[
            session.id.into(),
            session.licensee.into(),
            session.account.into(),
            (&session.hash).into(),
            session.created_at.into(),
            session.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The live session with this hash.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let sql = sql!("SELECT id, licensee, account, hash, created_at, expires_at FROM session WHERE hash = ?1 AND expires_at > ?2");
    tx.optional(sql, &[hash.into(), now.into()], |row| {
        Ok(Session {
            id: row.get(0)?,
            licensee: row.get(1)?,
            account: row.get(2)?,
            hash: row.get(3)?,
            created_at: row.get(4)?,
            expires_at: row.get(5)?,
        })
    })
}

/// Drops what expired.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM session WHERE expires_at <= ?1"), &[now.into()])
}

/// How often logging in failed in a row, and when last.
pub fn failures(tx: &mut Tx<'_>, login: &str) -> Result<Option<(i64, Timestamp)>, StoreError> {
    let sql = sql!("SELECT failures, last_at FROM login_failure WHERE login = ?1");
    tx.optional(sql, &[login.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Counts a failure; those before `since` are forgotten.
pub fn count_failure(tx: &mut Tx<'_>, login: &str, since: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO login_failure (login, failures, last_at) VALUES (?1, 1, ?3) ON CONFLICT (login) DO UPDATE SET \
             failures = CASE WHEN login_failure.last_at < ?2 THEN 1 ELSE login_failure.failures + 1 END, last_at = excluded.last_at"
        ),
        &[login.into(), since.into(), now.into()],
    )?;
    Ok(())
}

/// Forgets the failures after a success.
pub fn forget_failures(tx: &mut Tx<'_>, login: &str) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM login_failure WHERE login = ?1"), &[login.into()])?;
    Ok(())
}
