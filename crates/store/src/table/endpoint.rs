//! Endpoints that take callbacks, and how each delivery went.

use domain::id::{EndpointId, EventId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// In use.
pub const ACTIVE: &str = "active";
/// Its owner answered 410 Gone, or took it away.
pub const DISABLED: &str = "disabled";

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Where to.
    pub url: String,
    /// Event types it wants, space separated; all where empty.
    pub types: String,
    /// [`ACTIVE`] or [`DISABLED`].
    pub state: String,
    /// The sealed signing secret.
    pub secret: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Endpoint {
    /// Whether it wants events of this type.
    pub fn wants(&self, kind: &str) -> bool {
        self.state == ACTIVE && (self.types.is_empty() || self.types.split(' ').any(|one| one == kind))
    }
}

/// The state of a delivery that the receiver has taken.
pub const DELIVERED: &str = "delivered";

/// How the delivery of one event to one endpoint stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To whom.
    pub endpoint: EndpointId,
    /// What.
    pub event: EventId,
    /// `delivered`, `retrying`, `failed`.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// The last HTTP status, where there was an answer.
    pub status: Option<i64>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When the last try was.
    pub at: Timestamp,
}

/// Adds an endpoint.
pub fn insert(tx: &mut Tx<'_>, endpoint: &Endpoint) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO endpoint (id, licensee, version, url, types, state, secret, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        &[
            endpoint.id.into(),
            endpoint.licensee.into(),
            endpoint.version.into(),
            (&endpoint.url).into(),
            (&endpoint.types).into(),
            (&endpoint.state).into(),
            endpoint.secret.as_slice().into(),
            endpoint.created_at.into(),
        ],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: EndpointId) -> Result<Option<Endpoint>, StoreError> {
    let sql = sql!("SELECT id, licensee, version, url, types, state, secret, created_at FROM endpoint WHERE id = ?1");
    tx.optional(sql, &[id.into()], from_row)
}

/// All of a licensee.
pub fn of_licensee(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<Vec<Endpoint>, StoreError> {
    let sql = sql!("SELECT id, licensee, version, url, types, state, secret, created_at FROM endpoint WHERE licensee = ?1 ORDER BY id");
    tx.many(sql, &[licensee.into()], from_row)
}

/// Takes an endpoint out of use; deliveries that wait are dropped when their turn comes.
pub fn disable(tx: &mut Tx<'_>, id: EndpointId) -> Result<bool, StoreError> {
    let sql = sql!("UPDATE endpoint SET state = 'disabled', version = version + 1 WHERE id = ?1 AND state = 'active'");
    Ok(tx.execute(sql, &[id.into()])? == 1)
}

/// How the delivery of an event stood after the last try, and how many tries there were; none where it was never tried.
pub fn tried(tx: &mut Tx<'_>, endpoint: EndpointId, event: EventId) -> Result<Option<(String, i64)>, StoreError> {
    let sql = sql!("SELECT state, attempts FROM delivery WHERE endpoint = ?1 AND event = ?2");
    tx.optional(sql, &[endpoint.into(), event.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// When an endpoint took an event last, and when it was tried last without success.
pub fn lately(tx: &mut Tx<'_>, endpoint: EndpointId) -> Result<(Option<Timestamp>, Option<Timestamp>), StoreError> {
    let sql = sql!(
        "SELECT max(CASE WHEN state = 'delivered' THEN at END), max(CASE WHEN state <> 'delivered' THEN at END) FROM delivery \
         WHERE endpoint = ?1"
    );
    tx.one(sql, &[endpoint.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Records how a try went.
pub fn record(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO delivery (endpoint, event, state, attempts, status, error, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (endpoint, event) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, \
             status = excluded.status, error = excluded.error, at = excluded.at"
        ),
        &[
            delivery.endpoint.into(),
            delivery.event.into(),
            (&delivery.state).into(),
            delivery.attempts.into(),
            delivery.status.into(),
            delivery.error.as_deref().into(),
            delivery.at.into(),
        ],
    )?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<Endpoint, StoreError> {
    Ok(Endpoint {
        id: row.get(0)?,
        licensee: row.get(1)?,
        version: row.get(2)?,
        url: row.get(3)?,
        types: row.get(4)?,
        state: row.get(5)?,
        secret: row.get(6)?,
        created_at: row.get(7)?,
    })
}
