//! Who did what: written through [`Tx::audit`], read here.

use domain::id::LicenseeId;
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, Value, sql};

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

/// Which records are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those by this actor.
    pub actor: Option<String>,
    /// Only those of this action.
    pub action: Option<String>,
    /// Only those about this thing.
    pub subject: Option<String>,
    /// Only those that ended so.
    pub outcome: Option<String>,
    /// Only those at this moment or later.
    pub since: Option<Timestamp>,
    /// Only those before this moment.
    pub until: Option<Timestamp>,
    /// Only those before this position: the last one of the page before.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// A licensee's records, the newest first.
///
/// Backwards on purpose: on PostgreSQL a record may be committed after one of a greater position, and whoever reads backwards meets that
/// among the newest only.
pub fn of_licensee(tx: &mut Tx<'_>, licensee: LicenseeId, wanted: &Filter) -> Result<Vec<Audit>, StoreError> {
    let sql = sql!(
        "SELECT pos, at, licensee, actor, action, subject, outcome, code, detail, request_id FROM audit \
         WHERE (CAST(?1 AS TEXT) IS NULL OR actor = ?1) AND (CAST(?2 AS TEXT) IS NULL OR action = ?2) \
         AND (CAST(?3 AS TEXT) IS NULL OR subject = ?3) AND (CAST(?4 AS TEXT) IS NULL OR outcome = ?4) \
         AND at >= ?5 AND at < ?6 AND pos < ?7 AND licensee = ?9 ORDER BY pos DESC LIMIT ?8"
    );
    let mut params = wanted.params();
    params.push(licensee.into());
    tx.many(sql, &params, from_row)
}

/// Everybody's records, the newest first: for the administrator.
pub fn of_everybody(tx: &mut Tx<'_>, wanted: &Filter) -> Result<Vec<Audit>, StoreError> {
    let sql = sql!(
        "SELECT pos, at, licensee, actor, action, subject, outcome, code, detail, request_id FROM audit \
         WHERE (CAST(?1 AS TEXT) IS NULL OR actor = ?1) AND (CAST(?2 AS TEXT) IS NULL OR action = ?2) \
         AND (CAST(?3 AS TEXT) IS NULL OR subject = ?3) AND (CAST(?4 AS TEXT) IS NULL OR outcome = ?4) \
         AND at >= ?5 AND at < ?6 AND pos < ?7 ORDER BY pos DESC LIMIT ?8"
    );
    tx.many(sql, &wanted.params(), from_row)
}

impl Filter {
    fn params(&self) -> Vec<Value> {
        vec![
            self.actor.clone().into(),
            self.action.clone().into(),
            self.subject.clone().into(),
            self.outcome.clone().into(),
            self.since.map_or(i64::MIN, Timestamp::micros).into(),
            self.until.map_or(i64::MAX, Timestamp::micros).into(),
            self.before.unwrap_or(i64::MAX).into(),
            self.limit.into(),
        ]
    }
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
