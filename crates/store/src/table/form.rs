//! Certificate forms. A form is sealed before it comes here, for it holds personal data; what statements look for stands beside it.

use domain::id::{CompanyId, IssueId, LicenseeId};
use domain::party::ClientId;

use super::body;
use crate::{Row, StoreError, Tx, sql};

/// A form as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// Its id, and that of its request.
    pub id: IssueId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company that it belongs to.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// The client's own id.
    pub external_id: Option<ClientId>,
    /// The form, sealed under the master key.
    pub sealed: Vec<u8>,
}

/// Adds a form; false where the client's id is taken.
pub fn insert(tx: &mut Tx<'_>, form: &FormRow) -> Result<bool, StoreError> {
    let sql = sql!(
        "INSERT INTO form (id, licensee, company, version, external_id, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING"
    );
    let external_id = form.external_id.as_ref().map(ClientId::as_str).into();
    let sealed = form.sealed.as_slice().into();
    Ok(tx.execute(sql, &[form.id.into(), form.licensee.into(), form.company.into(), form.version.into(), external_id, sealed])? == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: IssueId) -> Result<Option<FormRow>, StoreError> {
    tx.optional(sql!("SELECT id, licensee, company, version, external_id, sealed FROM form WHERE id = ?1"), &[id.into()], from_row)
}

/// Whether a request was made as a form.
pub fn exists(tx: &mut Tx<'_>, id: IssueId) -> Result<bool, StoreError> {
    Ok(tx.optional(sql!("SELECT 1 FROM form WHERE id = ?1"), &[id.into()], |row| row.get::<i64>(0))?.is_some())
}

/// Whether a company has a form of this id of its own.
pub fn has_external_id(tx: &mut Tx<'_>, company: CompanyId, id: &ClientId) -> Result<bool, StoreError> {
    let sql = sql!("SELECT 1 FROM form WHERE company = ?1 AND external_id = ?2");
    Ok(tx.optional(sql, &[company.into(), id.as_str().into()], |row| row.get::<i64>(0))?.is_some())
}

/// Saves the next version of a form, whose number it bears already; fails with [`StoreError::Stale`] if somebody saved the form since it was
/// loaded.
pub fn save(tx: &mut Tx<'_>, form: &FormRow) -> Result<(), StoreError> {
    let sql = sql!("UPDATE form SET version = ?3, sealed = ?4 WHERE id = ?1 AND version = ?2");
    body::saved(tx.execute(sql, &[form.id.into(), (form.version - 1).into(), form.version.into(), form.sealed.as_slice().into()])?)
}

/// Takes a form out.
pub fn delete(tx: &mut Tx<'_>, id: IssueId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM form WHERE id = ?1"), &[id.into()]).map(drop)
}

fn from_row(row: &Row<'_>) -> Result<FormRow, StoreError> {
    let external_id: Option<String> = row.get(4)?;
    let external_id = external_id.map(|text| ClientId::parse(&text).map_err(|code| StoreError::Corrupt(code.id.to_owned()))).transpose()?;
    Ok(FormRow { id: row.get(0)?, licensee: row.get(1)?, company: row.get(2)?, version: row.get(3)?, external_id, sealed: row.get(5)? })
}
