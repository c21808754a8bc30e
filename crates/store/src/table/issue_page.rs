//! Scans of requests: whose they are, where their bytes lie, and the sealed key to them.

use domain::id::{ContentId, IssueId, LicenseeId, PageId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// A scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// Its id.
    pub id: PageId,
    /// The request it belongs to.
    pub issue: IssueId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The word of its document's kind.
    pub kind: String,
    /// Its sealed bytes.
    pub content: ContentId,
    /// The key to them, sealed under the master key.
    pub sealed_key: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}

/// Adds a scan.
pub fn insert(tx: &mut Tx<'_>, page: &PageRow) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO issue_page (id, issue, licensee, kind, content, sealed_key, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        &[
            page.id.into(),
            page.issue.into(),
            page.licensee.into(),
            (&page.kind).into(),
            page.content.into(),
            page.sealed_key.as_slice().into(),
            page.created_at.into(),
        ],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: PageId) -> Result<Option<PageRow>, StoreError> {
    let sql = sql!("SELECT id, issue, licensee, kind, content, sealed_key, created_at FROM issue_page WHERE id = ?1");
    tx.optional(sql, &[id.into()], from_row)
}

/// All of a request.
pub fn of_issue(tx: &mut Tx<'_>, issue: IssueId) -> Result<Vec<PageRow>, StoreError> {
    let sql = sql!("SELECT id, issue, licensee, kind, content, sealed_key, created_at FROM issue_page WHERE issue = ?1 ORDER BY kind, id");
    tx.many(sql, &[issue.into()], from_row)
}

/// Takes one out, and with it the only key to its bytes.
pub fn delete(tx: &mut Tx<'_>, id: PageId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM issue_page WHERE id = ?1"), &[id.into()])?;
    Ok(())
}

/// Released requests with a scan of this kind from before `before`, those after `after`, each once and in the order of their ids, up to
/// `limit`.
pub fn outlived(tx: &mut Tx<'_>, kind: &str, before: Timestamp, after: Option<IssueId>, limit: i64) -> Result<Vec<IssueId>, StoreError> {
    let sql = sql!(
        "SELECT DISTINCT p.issue FROM issue_page p JOIN issue i ON i.id = p.issue \
         WHERE p.kind = ?1 AND p.created_at < ?2 AND i.state = 'released' AND p.issue > ?4 ORDER BY p.issue LIMIT ?3"
    );
    let after = after.map_or_else(String::new, |after| after.uuid().to_string());
    tx.many(sql, &[kind.into(), before.into(), limit.into(), after.into()], |row| row.get(0))
}

fn from_row(row: &Row<'_>) -> Result<PageRow, StoreError> {
    Ok(PageRow {
        id: row.get(0)?,
        issue: row.get(1)?,
        licensee: row.get(2)?,
        kind: row.get(3)?,
        content: row.get(4)?,
        sealed_key: row.get(5)?,
        created_at: row.get(6)?,
    })
}
