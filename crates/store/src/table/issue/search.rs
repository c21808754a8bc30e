//! Looking for requests: by state, or by what they are marked with.

use domain::id::{IssueId, LicenseeId};
use domain::issue::Status;

use super::{Kept, from_row};
use crate::{Row, StoreError, Tx, Value, sql};

/// In which order a list of requests is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    NewestFirst,
    /// The oldest first.
    OldestFirst,
}

/// A request that was found by one of its marks, with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: IssueId,
    /// The word of its state.
    pub state: String,
    /// Keyed hash of the ИНН.
    pub inn: Option<String>,
    /// Keyed hash of the phone.
    pub phone: Option<String>,
    /// Keyed hash of the mail.
    pub email: Option<String>,
}

/// A licensee's requests, so many of them after so many.
pub fn list(tx: &mut Tx<'_>, licensee: LicenseeId, order: Order, offset: u32, limit: u32) -> Result<Vec<Kept>, StoreError> {
    let sql = match order {
        Order::NewestFirst => {
            sql!("SELECT id, body, sealed FROM issue WHERE licensee = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2 OFFSET ?3")
        }
        Order::OldestFirst => sql!("SELECT id, body, sealed FROM issue WHERE licensee = ?1 ORDER BY created_at, id LIMIT ?2 OFFSET ?3"),
    };
    tx.many(sql, &[licensee.into(), limit.into(), offset.into()], from_row)
}

/// The same of those in one state.
pub fn list_of(
    tx: &mut Tx<'_>,
    licensee: LicenseeId,
    status: Status,
    order: Order,
    offset: u32,
    limit: u32,
) -> Result<Vec<Kept>, StoreError> {
    let sql = match order {
        Order::NewestFirst => sql!(
            "SELECT id, body, sealed FROM issue WHERE licensee = ?1 AND state = ?2 ORDER BY created_at DESC, id DESC LIMIT ?3 OFFSET ?4"
        ),
        Order::OldestFirst => {
            sql!("SELECT id, body, sealed FROM issue WHERE licensee = ?1 AND state = ?2 ORDER BY created_at, id LIMIT ?3 OFFSET ?4")
        }
    };
    tx.many(sql, &[licensee.into(), status.word().into(), limit.into(), offset.into()], from_row)
}

/// How many requests a licensee has in a state.
pub fn count(tx: &mut Tx<'_>, licensee: LicenseeId, status: Status) -> Result<i64, StoreError> {
    let sql = sql!("SELECT count(*) FROM issue WHERE licensee = ?1 AND state = ?2");
    tx.one(sql, &[licensee.into(), status.word().into()], |row| row.get(0))
}

/// The newest requests with this mark of the ИНН, up to `limit`.
pub fn by_inn(tx: &mut Tx<'_>, licensee: LicenseeId, mark: &str, limit: u32) -> Result<Vec<Found>, StoreError> {
    let sql =
        sql!("SELECT id, state, inn, phone, email FROM issue WHERE licensee = ?1 AND inn = ?2 ORDER BY created_at DESC, id DESC LIMIT ?3");
    tx.many(sql, &marked(licensee, mark, limit), found)
}

/// The newest requests with this mark of the phone, up to `limit`.
pub fn by_phone(tx: &mut Tx<'_>, licensee: LicenseeId, mark: &str, limit: u32) -> Result<Vec<Found>, StoreError> {
    let sql = sql!(
        "SELECT id, state, inn, phone, email FROM issue WHERE licensee = ?1 AND phone = ?2 ORDER BY created_at DESC, id DESC LIMIT ?3"
    );
    tx.many(sql, &marked(licensee, mark, limit), found)
}

/// The newest requests with this mark of the mail, up to `limit`.
pub fn by_email(tx: &mut Tx<'_>, licensee: LicenseeId, mark: &str, limit: u32) -> Result<Vec<Found>, StoreError> {
    let sql = sql!(
        "SELECT id, state, inn, phone, email FROM issue WHERE licensee = ?1 AND email = ?2 ORDER BY created_at DESC, id DESC LIMIT ?3"
    );
    tx.many(sql, &marked(licensee, mark, limit), found)
}

fn marked(licensee: LicenseeId, mark: &str, limit: u32) -> [Value; 3] {
    [licensee.into(), mark.into(), limit.into()]
}

fn found(row: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found { id: row.get(0)?, state: row.get(1)?, inn: row.get(2)?, phone: row.get(3)?, email: row.get(4)? })
}
