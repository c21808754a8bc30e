//! Certificate requests.

use domain::id::{IssueId, LicenseeId};
use domain::issue::IssueRequest;
use domain::subject::ExternalId;

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Adds a request; false where the external id is taken.
pub fn insert(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO issue (id, licensee, version, state, account, external_id, created_at, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"
        ),
        &[
            request.id.into(),
            request.licensee.into(),
            request.version.into(),
            request.state.word().into(),
            request.user.into(),
            request.external_id.as_ref().map(ExternalId::as_str).into(),
            request.created_at.into(),
            body::write(request)?,
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: IssueId) -> Result<Option<IssueRequest>, StoreError> {
    tx.optional(sql!("SELECT body FROM issue WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: IssueId) -> Result<Option<IssueRequest>, StoreError> {
    tx.optional(sql!("SELECT body FROM issue WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// By the integrator's id.
pub fn by_external_id(tx: &mut Tx<'_>, licensee: LicenseeId, id: &ExternalId) -> Result<Option<IssueRequest>, StoreError> {
    let sql = sql!("SELECT body FROM issue WHERE licensee = ?1 AND external_id = ?2");
    tx.optional(sql, &[licensee.into(), id.as_str().into()], |row| body::read(row, 0))
}

/// A licensee's requests, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<IssueRequest>, StoreError> {
    let sql = sql!("SELECT body FROM issue WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC LIMIT ?4");
    let (at, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), at, id, slice.limit.into()], |row| body::read(row, 0))
}

/// Saves the next version; fails with [`StoreError::Stale`] if somebody saved the request since it was loaded.
pub fn save(tx: &mut Tx<'_>, mut request: IssueRequest) -> Result<IssueRequest, StoreError> {
    request.version += 1;
    let changed = tx.execute(
        sql!("UPDATE issue SET version = ?3, state = ?4, body = ?5 WHERE id = ?1 AND version = ?2"),
        &[request.id.into(), (request.version - 1).into(), request.version.into(), request.state.word().into(), body::write(&request)?],
    )?;
    body::saved(changed)?;
    Ok(request)
}
