//! How the delivery of each event to each endpoint went: written through [`Tx::delivery`], read here.
//!
//! Ids of events grow with time, so the log is read and swept by them and needs no index of its own.

use std::collections::BTreeMap;

use domain::id::{EndpointId, EventId};
use domain::time::Timestamp;

use super::endpoint;
use crate::{Row, Slice, StoreError, Tx, Value, sql};

/// The receiver has taken it.
pub const DELIVERED: &str = "delivered";
/// To be sent again because somebody asked for it.
pub const PENDING: &str = "pending";
/// It will be tried again.
pub const RETRYING: &str = "retrying";
/// It will not, unless somebody asks for it.
pub const FAILED: &str = "failed";

/// How the delivery of one event to one endpoint stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To whom.
    pub endpoint: EndpointId,
    /// What.
    pub event: EventId,
    /// [`DELIVERED`], [`PENDING`], [`RETRYING`] or [`FAILED`].
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// The last HTTP status, where there was an answer.
    pub status: Option<i64>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When the last try was.
    pub at: Timestamp,
    /// The beginning of the last answer's body.
    pub answer: Option<String>,
    /// When the next try is due.
    pub next_at: Option<Timestamp>,
}

/// How the delivery of an event stood after the last try, and how many tries there were; none where it was never tried.
pub fn tried(tx: &mut Tx<'_>, endpoint: EndpointId, event: EventId) -> Result<Option<(String, i64)>, StoreError> {
    let sql = sql!("SELECT state, attempts FROM delivery WHERE endpoint = ?1 AND event = ?2");
    tx.optional(sql, &[endpoint.into(), event.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// When an endpoint took an event last, and when it was tried last without success.
pub fn lately(tx: &mut Tx<'_>, endpoint: EndpointId) -> Result<(Option<Timestamp>, Option<Timestamp>), StoreError> {
    let sql = sql!(
        "SELECT max(CASE WHEN state = 'delivered' THEN at END), max(CASE WHEN state IN ('retrying', 'failed') THEN at END) FROM delivery \
         WHERE endpoint = ?1"
    );
    tx.one(sql, &[endpoint.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Deliveries to an endpoint, of the newest event first, of one state or of all; places in this list are ids of events.
pub fn page(tx: &mut Tx<'_>, endpoint: EndpointId, state: Option<&str>, slice: Slice) -> Result<Vec<Delivery>, StoreError> {
    let (_, before) = slice.newest_first();
    let mut params = vec![endpoint.into(), before, slice.limit.into()];
    let sql = match state {
        None => sql!(
            "SELECT endpoint, event, state, attempts, status, error, at, answer, next_at FROM delivery \
             WHERE endpoint = ?1 AND event < ?2 ORDER BY event DESC LIMIT ?3"
        ),
        Some(DELIVERED) => sql!(
            "SELECT endpoint, event, state, attempts, status, error, at, answer, next_at FROM delivery \
             WHERE endpoint = ?1 AND event < ?2 AND state = ?4 ORDER BY event DESC LIMIT ?3"
        ),
        // by the small index of what is not delivered
        Some(_) => sql!(
            "SELECT endpoint, event, state, attempts, status, error, at, answer, next_at FROM delivery \
             WHERE endpoint = ?1 AND event < ?2 AND state = ?4 AND state <> 'delivered' ORDER BY event DESC LIMIT ?3"
        ),
    };
    params.extend(state.map(Value::from));
    tx.many(sql, &params, from_row)
}

/// What was to be tried again will not be.
pub fn give_up(tx: &mut Tx<'_>, endpoint: EndpointId) -> Result<u64, StoreError> {
    let sql = sql!(
        "UPDATE delivery SET state = 'failed', next_at = NULL \
         WHERE endpoint = ?1 AND state IN ('retrying', 'pending') AND state <> 'delivered'"
    );
    tx.execute(sql, &[endpoint.into()])
}

/// Drops deliveries to an endpoint of events older than `before`, up to `limit`; returns how many.
pub fn sweep(tx: &mut Tx<'_>, endpoint: EndpointId, before: EventId, limit: i64) -> Result<u64, StoreError> {
    tx.execute(
        sql!(
            "DELETE FROM delivery WHERE endpoint = ?1 AND event IN \
             (SELECT event FROM delivery WHERE endpoint = ?1 AND event < ?2 ORDER BY event LIMIT ?3)"
        ),
        &[endpoint.into(), before.into(), limit.into()],
    )
}

/// Writes what a transaction leaves of deliveries, and what it means for the health of their endpoints: a success ends a failure.
pub(crate) fn flush(tx: &mut Tx<'_>, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
    if deliveries.is_empty() {
        return Ok(());
    }
    let (mut last, mut health) = (BTreeMap::new(), BTreeMap::new());
    for delivery in deliveries {
        if delivery.state != PENDING {
            let failing = (delivery.state != DELIVERED).then_some(delivery.at);
            let known = health.entry(delivery.endpoint).or_insert(failing);
            *known = known.and(failing);
        }
        // of two about the same the later one
        last.insert((delivery.endpoint, delivery.event), delivery);
    }
    let rows: Vec<[Value; 9]> = last.into_values().map(row).collect();
    tx.insert(
        "delivery (endpoint, event, state, attempts, status, error, at, answer, next_at)",
        rows,
        " ON CONFLICT (endpoint, event) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, status = excluded.status, \
         error = excluded.error, at = excluded.at, answer = excluded.answer, next_at = excluded.next_at",
    )?;
    for (id, failing) in health {
        match failing {
            Some(at) => endpoint::failed(tx, id, at)?,
            None => endpoint::succeeded(tx, id)?,
        }
    }
    Ok(())
}

fn row(delivery: Delivery) -> [Value; 9] {
    [
        delivery.endpoint.into(),
        delivery.event.into(),
        delivery.state.into(),
        delivery.attempts.into(),
        delivery.status.into(),
        delivery.error.into(),
        delivery.at.into(),
        delivery.answer.into(),
        delivery.next_at.into(),
    ]
}

fn from_row(row: &Row<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        endpoint: row.get(0)?,
        event: row.get(1)?,
        state: row.get(2)?,
        attempts: row.get(3)?,
        status: row.get(4)?,
        error: row.get(5)?,
        at: row.get(6)?,
        answer: row.get(7)?,
        next_at: row.get(8)?,
    })
}
