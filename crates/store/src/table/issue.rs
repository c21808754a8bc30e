//! Certificate requests. A request is sealed before it comes here, for it holds personal data; what statements look for stands beside it.

mod search;

use domain::id::{IssueId, LicenseeId};
use domain::issue::{IssueRequest, State};
use domain::subject::ExternalId;
use domain::time::Timestamp;

use super::body;
use crate::{Row, Slice, StoreError, Tx, Value, sql};

pub use search::{Found, Order, by_email, by_inn, by_phone, count, list, list_of};

/// A request as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: IssueId,
    /// The request.
    pub body: Body,
}

/// How a request lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// As JSON: those from before personal data came in, which hold ids and little more.
    Clear(String),
    /// Sealed under the master key.
    Sealed(Vec<u8>),
}

/// Keyed hashes of what a request is searched by; nothing of what it does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// ИНН.
    pub inn: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Mail.
    pub email: Option<String>,
}

/// Adds a request; false where the external id is taken.
pub fn insert(tx: &mut Tx<'_>, request: &IssueRequest, body: &Body, marks: &Marks) -> Result<bool, StoreError> {
    let (clear, sealed) = columns(body);
    let added = tx.execute(
        sql!(
            "INSERT INTO issue (id, licensee, version, state, account, external_id, created_at, body, sealed, updated_at, inn, phone, email, \
             waiting_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING"
        ),
        &[
            request.id.into(),
            request.licensee.into(),
            request.version.into(),
            request.state.word().into(),
            request.user.into(),
            request.external_id.as_ref().map(ExternalId::as_str).into(),
            request.created_at.into(),
            clear,
            sealed,
            request.updated_at.into(),
            marks.inn.clone().into(),
            marks.phone.clone().into(),
            marks.email.clone().into(),
            waiting_since(request).into(),
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: IssueId) -> Result<Option<Kept>, StoreError> {
    tx.optional(sql!("SELECT id, body, sealed FROM issue WHERE id = ?1"), &[id.into()], from_row)
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: IssueId) -> Result<Option<Kept>, StoreError> {
    tx.optional(sql!("SELECT id, body, sealed FROM issue WHERE id = ?1 {for_update}"), &[id.into()], from_row)
}

/// By the integrator's id.
pub fn by_external_id(tx: &mut Tx<'_>, licensee: LicenseeId, id: &ExternalId) -> Result<Option<Kept>, StoreError> {
    let sql = sql!("SELECT id, body, sealed FROM issue WHERE licensee = ?1 AND external_id = ?2");
    tx.optional(sql, &[licensee.into(), id.as_str().into()], from_row)
}

/// A licensee's requests, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<Kept>, StoreError> {
    let sql = sql!(
        "SELECT id, body, sealed FROM issue WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let (at, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), at, id, slice.limit.into()], from_row)
}

/// What waits for an operator, in any licensee, the longest waiting first, each with since when.
pub fn queue(tx: &mut Tx<'_>, slice: Slice) -> Result<Vec<(Kept, i64)>, StoreError> {
    let sql = sql!(
        "SELECT id, body, sealed, waiting_since FROM issue \
         WHERE waiting_since IS NOT NULL AND (waiting_since, id) > (?1, ?2) ORDER BY waiting_since, id LIMIT ?3"
    );
    let (at, id) = slice.oldest_first();
    tx.many(sql, &[at, id, slice.limit.into()], |row| Ok((from_row(row)?, row.get(3)?)))
}

/// Requests in a state that have not changed since `before`, up to `limit`.
pub fn unchanged(tx: &mut Tx<'_>, state: &str, before: Timestamp, limit: i64) -> Result<Vec<IssueId>, StoreError> {
    let sql = sql!("SELECT id FROM issue WHERE state = ?1 AND updated_at < ?2 ORDER BY updated_at LIMIT ?3");
    tx.many(sql, &[state.into(), before.into(), limit.into()], |row| row.get(0))
}

/// Saves the next version of a request, whose number it bears already; fails with [`StoreError::Stale`] if somebody saved the request since
/// it was loaded.
pub fn save(tx: &mut Tx<'_>, request: &IssueRequest, body: &Body, marks: &Marks) -> Result<(), StoreError> {
    let (clear, sealed) = columns(body);
    let changed = tx.execute(
        sql!(
            "UPDATE issue SET version = ?3, state = ?4, body = ?5, sealed = ?6, updated_at = ?7, inn = ?8, phone = ?9, email = ?10, \
             waiting_since = ?11, account = ?12 WHERE id = ?1 AND version = ?2"
        ),
        &[
            request.id.into(),
            (request.version - 1).into(),
            request.version.into(),
            request.state.word().into(),
            clear,
            sealed,
            request.updated_at.into(),
            marks.inn.clone().into(),
            marks.phone.clone().into(),
            marks.email.clone().into(),
            waiting_since(request).into(),
            request.user.into(),
        ],
    )?;
    body::saved(changed)
}

/// Takes a request out; fails with [`StoreError::Stale`] if it is not of this version any more.
pub fn delete(tx: &mut Tx<'_>, id: IssueId, version: i64) -> Result<(), StoreError> {
    body::saved(tx.execute(sql!("DELETE FROM issue WHERE id = ?1 AND version = ?2"), &[id.into(), version.into()])?)
}

fn waiting_since(request: &IssueRequest) -> Option<Timestamp> {
    match request.state {
        State::Validating { since, .. } => Some(since),
        State::Preparing | State::Correction { .. } | State::Approved { .. } | State::Releasing { .. } | State::Released { .. } => None,
    }
}

fn columns(body: &Body) -> (Value, Value) {
    match body {
        Body::Clear(text) => (text.into(), Value::Null),
        Body::Sealed(bytes) => ("".into(), bytes.as_slice().into()),
    }
}

fn from_row(row: &Row<'_>) -> Result<Kept, StoreError> {
    let body = match row.get::<Option<Vec<u8>>>(2)? {
        Some(sealed) => Body::Sealed(sealed),
        None => Body::Clear(row.get(1)?),
    };
    Ok(Kept { id: row.get(0)?, body })
}
