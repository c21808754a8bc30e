//! Extracts from ЕГРЮЛ that were fetched lately: one of an organization and a company that asked.

use domain::id::{CompanyId, ContentId, LicenseeId};
use domain::subject::{Date, Ogrn};
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A fetched extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractRow {
    /// Who asked.
    pub company: CompanyId,
    /// About whom.
    pub ogrn: Ogrn,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The deposited content.
    pub content: ContentId,
    /// The day of which it tells.
    pub dated: Date,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

/// Keeps the newest one.
pub fn put(tx: &mut Tx<'_>, extract: &ExtractRow) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO register_extract (company, ogrn, licensee, content, dated, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (company, ogrn) DO UPDATE SET content = excluded.content, dated = excluded.dated, fetched_at = excluded.fetched_at"
        ),
        &[
            extract.company.into(),
            extract.ogrn.as_str().into(),
            extract.licensee.into(),
            extract.content.into(),
            extract.dated.as_str().into(),
            extract.fetched_at.into(),
        ],
    )
    .map(drop)
}

/// The content that was fetched about `ogrn` for `company` after `since`.
pub fn fetched(tx: &mut Tx<'_>, company: CompanyId, ogrn: &Ogrn, since: Timestamp) -> Result<Option<ContentId>, StoreError> {
    let sql = sql!("SELECT content FROM register_extract WHERE company = ?1 AND ogrn = ?2 AND fetched_at > ?3");
    tx.optional(sql, &[company.into(), ogrn.as_str().into(), since.into()], |row| row.get(0))
}

/// Forgets what was fetched before `before`; the contents have a life of their own.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM register_extract WHERE fetched_at < ?1"), &[before.into()])
}
