//! One-time codes that wait for an answer: the newest per person and subject.

use domain::confirmation::Challenge;
use domain::id::UserId;
use domain::time::Timestamp;

use super::body;
use crate::{StoreError, Tx, sql};

/// Puts a challenge in place of an earlier one.
pub fn put(tx: &mut Tx<'_>, challenge: &Challenge) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO challenge (account, subject, licensee, sent_at, tries, body) VALUES (?1, ?2, ?3, ?4, 0, ?5) \
             ON CONFLICT (account, subject) DO UPDATE SET sent_at = excluded.sent_at, tries = 0, body = excluded.body"
        ),
        &[challenge.user.into(), (&challenge.subject).into(), challenge.licensee.into(), challenge.sent_at.into(), body::write(challenge)?],
    )?;
    Ok(())
}

/// The waiting challenge, if there is one.
pub fn load(tx: &mut Tx<'_>, user: UserId, subject: &str) -> Result<Option<Challenge>, StoreError> {
    let sql = sql!("SELECT tries, body FROM challenge WHERE account = ?1 AND subject = ?2");
    tx.optional(sql, &[user.into(), subject.into()], |row| {
        let challenge: Challenge = body::read(row, 1)?;
        Ok(Challenge { tries: row.get(0)?, ..challenge })
    })
}

/// Counts a try and returns the challenge with it counted: one statement, so that parallel guesses cannot share a count.
pub fn count_try(tx: &mut Tx<'_>, user: UserId, subject: &str) -> Result<Option<Challenge>, StoreError> {
    let sql = sql!("UPDATE challenge SET tries = tries + 1 WHERE account = ?1 AND subject = ?2 RETURNING tries, body");
    tx.optional(sql, &[user.into(), subject.into()], |row| {
        let challenge: Challenge = body::read(row, 1)?;
        Ok(Challenge { tries: row.get(0)?, ..challenge })
    })
}

/// Uses a challenge up; false where somebody else did.
pub fn consume(tx: &mut Tx<'_>, challenge: &Challenge) -> Result<bool, StoreError> {
    let sql = sql!("DELETE FROM challenge WHERE account = ?1 AND subject = ?2 AND sent_at = ?3");
    let params = [challenge.user.into(), (&challenge.subject).into(), challenge.sent_at.into()];
    Ok(tx.execute(sql, &params)? == 1)
}

/// Drops challenges from before `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM challenge WHERE sent_at < ?1"), &[before.into()])
}
