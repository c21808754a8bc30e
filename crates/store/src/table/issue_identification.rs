//! Who vouched for the identity in a request, one after the other.

use domain::id::{IssueId, LicenseeId};
use domain::time::Timestamp;

use crate::{StoreError, Tx, Value, sql};

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The version of the request that it made.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who said so: a shown id.
    pub actor: String,
    /// The identification, sealed; nothing where it was taken back.
    pub sealed: Option<Vec<u8>>,
}

/// Adds an entry.
pub fn insert(tx: &mut Tx<'_>, issue: IssueId, licensee: LicenseeId, entry: &Entry) -> Result<(), StoreError> {
    let sealed = entry.sealed.as_ref().map_or(Value::Null, |sealed| sealed.as_slice().into());
    tx.execute(
        sql!("INSERT INTO issue_identification (issue, version, licensee, at, actor, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        &[issue.into(), entry.version.into(), licensee.into(), entry.at.into(), (&entry.actor).into(), sealed],
    )?;
    Ok(())
}

/// The history of a request, the oldest first.
pub fn of_issue(tx: &mut Tx<'_>, issue: IssueId, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let sql = sql!("SELECT version, at, actor, sealed FROM issue_identification WHERE issue = ?1 ORDER BY version LIMIT ?2");
    tx.many(sql, &[issue.into(), limit.into()], |row| {
        Ok(Entry { version: row.get(0)?, at: row.get(1)?, actor: row.get(2)?, sealed: row.get(3)? })
    })
}

/// Drops the history of a request.
pub fn delete_all(tx: &mut Tx<'_>, issue: IssueId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM issue_identification WHERE issue = ?1"), &[issue.into()])?;
    Ok(())
}
