//! The feed of what happened to certificate forms, one for each company.

use domain::id::{CompanyId, IssueId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// An event as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormEventRow {
    /// Its stable id: a bare UUID.
    pub id: String,
    /// Its place in the feed.
    pub number: i64,
    /// Of which form.
    pub form: IssueId,
    /// The client's own id of that.
    pub external_id: Option<String>,
    /// The word of what happened.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// What is told of it, sealed under the master key.
    pub sealed: Vec<u8>,
}

/// Gives the next number of a company's feed. Whoever has it holds the feed until the end of the transaction, so that numbers become visible in
/// their order.
pub fn next_number(tx: &mut Tx<'_>, licensee: LicenseeId, company: CompanyId) -> Result<i64, StoreError> {
    let sql = sql!(
        "INSERT INTO form_feed (company, licensee, last) VALUES (?1, ?2, 1) \
         ON CONFLICT (company) DO UPDATE SET last = form_feed.last + 1 RETURNING last"
    );
    tx.one(sql, &[company.into(), licensee.into()], |row| row.get(0))
}

/// Adds an event.
pub fn insert(tx: &mut Tx<'_>, licensee: LicenseeId, company: CompanyId, event: &FormEventRow) -> Result<(), StoreError> {
    let sql = sql!(
        "INSERT INTO form_event (company, number, id, licensee, form, external_id, kind, at, sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    );
    let values = [
        company.into(),
        event.number.into(),
        event.id.as_str().into(),
        licensee.into(),
        event.form.into(),
        event.external_id.as_deref().into(),
        event.kind.as_str().into(),
        event.at.into(),
        event.sealed.as_slice().into(),
    ];
    tx.execute(sql, &values).map(drop)
}

/// Those of a company after a number, in their order.
pub fn after(tx: &mut Tx<'_>, company: CompanyId, number: i64, limit: i64) -> Result<Vec<FormEventRow>, StoreError> {
    let sql = sql!(
        "SELECT id, number, form, external_id, kind, at, sealed FROM form_event WHERE company = ?1 AND number > ?2 ORDER BY number LIMIT ?3"
    );
    tx.many(sql, &[company.into(), number.into(), limit.into()], from_row)
}

/// The number of an event of a company; nothing where it has no such event, or has it no more.
pub fn number_of(tx: &mut Tx<'_>, company: CompanyId, id: &str) -> Result<Option<i64>, StoreError> {
    tx.optional(sql!("SELECT number FROM form_event WHERE id = ?1 AND company = ?2"), &[id.into(), company.into()], |row| row.get(0))
}

/// Takes out at most `most` events from before `before`, but never the last one of a company.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp, most: i64) -> Result<u64, StoreError> {
    let sql = sql!(
        "DELETE FROM form_event WHERE id IN (SELECT e.id FROM form_event e JOIN form_feed f ON f.company = e.company \
         WHERE e.at < ?1 AND e.number < f.last ORDER BY e.at LIMIT ?2)"
    );
    tx.execute(sql, &[before.into(), most.into()])
}

fn from_row(row: &Row<'_>) -> Result<FormEventRow, StoreError> {
    Ok(FormEventRow {
        id: row.get(0)?,
        number: row.get(1)?,
        form: row.get(2)?,
        external_id: row.get(3)?,
        kind: row.get(4)?,
        at: row.get(5)?,
        sealed: row.get(6)?,
    })
}
