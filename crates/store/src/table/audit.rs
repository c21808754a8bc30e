//! Who did what: written through [`Tx::audit`], read here.

use domain::id::LicenseeId;
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// A record as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Position in the log.
    pub pos: i64,
    /// When.
    pub at: Timestamp,
    /// In whose data.
    pub licensee: Option<LicenseeId>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// Why it was refused.
    pub code: Option<String>,
    /// Everything else.
    pub detail: serde_json::Value,
    /// The request it came with.
    pub request_id: Option<String>,
}

/// Records after position `after`, oldest first.
pub fn after(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<Audit>, StoreError> {
    tx.many(
        sql!("SELECT pos, at, licensee, actor, action, subject, outcome, code, detail, request_id FROM audit WHERE pos > ?1 ORDER BY pos LIMIT ?2"),
        &[after.into(), limit.into()],
        from_row,
    )
}

/// When the newest record was made.
pub fn newest(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.optional(sql!("SELECT at FROM audit ORDER BY pos DESC LIMIT 1"), &[], |row| row.get(0))
}

/// Records about one thing, oldest first.
pub fn of_subject(tx: &mut Tx<'_>, subject: &str, limit: i64) -> Result<Vec<Audit>, StoreError> {
    tx.many(
        sql!("SELECT pos, at, licensee, actor, action, subject, outcome, code, detail, request_id FROM audit WHERE subject = ?1 ORDER BY pos LIMIT ?2"),
        &[subject.into(), limit.into()],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<Audit, StoreError> {
    Ok(Audit {
        pos: row.get(0)?,
        at: row.get(1)?,
        licensee: row.get(2)?,
        actor: row.get(3)?,
        action: row.get(4)?,
        subject: row.get(5)?,
        outcome: row.get(6)?,
        code: row.get(7)?,
        detail: row.get(8)?,
        request_id: row.get(9)?,
    })
}
