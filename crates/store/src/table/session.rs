//! Sessions of people who logged in, and what too many wrong passwords leave behind.

use domain::id::{LicenseeId, SessionId, UserId};
use domain::time::Timestamp;

use crate::{Row, Slice, StoreError, Tx, sql};

/// What a session opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The paperless office.
    Office,
    /// Signer details.
    Signers,
}

impl Face {
    /// The word in rows and answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Signers => "signers",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Office, Self::Signers].into_iter().find(|face| face.word() == word)
    }
}

/// A session; only a hash of its token is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// Who.
    pub account: UserId,
    /// What it opens.
    pub face: Face,
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
        sql!("INSERT INTO session (id, licensee, account, hash, created_at, expires_at, face) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        &[
            session.id.into(),
            session.licensee.into(),
            session.account.into(),
            (&session.hash).into(),
            session.created_at.into(),
            session.expires_at.into(),
            session.face.word().into(),
        ],
    )?;
    Ok(())
}

/// The live session of this face with this hash.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str, face: Face, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, account, hash, created_at, expires_at, face FROM session WHERE hash = ?1 AND face = ?2 AND expires_at > ?3"
    );
    tx.optional(sql, &[hash.into(), face.word().into(), now.into()], from_row)
}

/// A person's live sessions, the newest first.
pub fn page(tx: &mut Tx<'_>, account: UserId, now: Timestamp, slice: Slice) -> Result<Vec<Session>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, account, hash, created_at, expires_at, face FROM session \
         WHERE account = ?1 AND (created_at, id) < (?2, ?3) AND expires_at > ?5 ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let (at, id) = slice.newest_first();
    tx.many(sql, &[account.into(), at, id, slice.limit.into(), now.into()], from_row)
}

/// Closes a person's session; says whether there was one.
pub fn close(tx: &mut Tx<'_>, account: UserId, id: SessionId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM session WHERE id = ?1 AND account = ?2"), &[id.into(), account.into()])? == 1)
}

fn from_row(row: &Row<'_>) -> Result<Session, StoreError> {
    let face: String = row.get(6)?;
    Ok(Session {
        face: Face::parse(&face).ok_or_else(|| StoreError::Corrupt("a face of a session".to_owned()))?,
        id: row.get(0)?,
        licensee: row.get(1)?,
        account: row.get(2)?,
        hash: row.get(3)?,
        created_at: row.get(4)?,
        expires_at: row.get(5)?,
    })
}

/// Drops what expired, and counts of tries from before `since`.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp, since: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM login_failure WHERE last_at < ?1"), &[since.into()])?;
    tx.execute(sql!("DELETE FROM session WHERE expires_at <= ?1"), &[now.into()])
}

/// Counts a try before it is judged, in one statement, so that parallel guesses cannot share a count; returns how many there are and when
/// the one before was. Tries up to `since` are forgotten. A count past `most` does not move the time: the wait ends although guesses go on.
pub fn count_try(tx: &mut Tx<'_>, login: &str, since: Timestamp, now: Timestamp, most: i64) -> Result<(i64, Timestamp), StoreError> {
    let sql = sql!(
        "INSERT INTO login_failure (login, failures, last_at) VALUES (?1, 1, ?3) ON CONFLICT (login) DO UPDATE SET \
         failures = CASE WHEN login_failure.last_at <= ?2 THEN 1 ELSE login_failure.failures + 1 END, \
         last_at = CASE WHEN login_failure.last_at <= ?2 OR login_failure.failures < ?4 THEN excluded.last_at ELSE login_failure.last_at END \
         RETURNING failures, last_at"
    );
    tx.one(sql, &[login.into(), since.into(), now.into(), most.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Forgets the failures after a success.
pub fn forget_failures(tx: &mut Tx<'_>, login: &str) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM login_failure WHERE login = ?1"), &[login.into()])?;
    Ok(())
}
