//! What happened, in the order that everybody sees: written through [`Tx::event`], read here once it has a number.

use domain::id::{EventId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, Value, sql};

/// How many events are read by one statement at most.
pub const TOGETHER: usize = 16;

/// A numbered event; nothing of it ever changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place in the licensee's feed: 1, 2, 3, … without gaps.
    pub number: i64,
    /// Whose feed.
    pub licensee: LicenseeId,
    /// Stable id.
    pub id: EventId,
    /// What happened.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// The shown id of what it happened to.
    pub subject: String,
    /// What its delivery keeps in order.
    pub lane: Option<String>,
    /// Everything else that is told: JSON, byte for byte as it was recorded.
    pub data: String,
}

/// Events of a licensee after number `after`, in order.
pub fn numbered_after(tx: &mut Tx<'_>, licensee: LicenseeId, after: i64, limit: i64) -> Result<Vec<Event>, StoreError> {
    tx.many(
        sql!("SELECT number, licensee, id, kind, at, subject, lane, data FROM event WHERE licensee = ?1 AND number > ?2 ORDER BY number LIMIT ?3"),
        &[licensee.into(), after.into(), limit.into()],
        from_row,
    )
}

/// Of those after number `after` what happened to certificate requests, in order.
pub fn of_requests_after(tx: &mut Tx<'_>, licensee: LicenseeId, after: i64, limit: i64) -> Result<Vec<Event>, StoreError> {
    tx.many(
        sql!(
            "SELECT number, licensee, id, kind, at, subject, lane, data FROM event \
             WHERE licensee = ?1 AND number > ?2 AND substr(kind, 1, 20) = 'certificate_request.' ORDER BY number LIMIT ?3"
        ),
        &[licensee.into(), after.into(), limit.into()],
        from_row,
    )
}

/// Numbered events about one thing, in order.
pub fn of_subject(tx: &mut Tx<'_>, licensee: LicenseeId, subject: &str, limit: i64) -> Result<Vec<Event>, StoreError> {
    tx.many(
        sql!(
            "SELECT number, licensee, id, kind, at, subject, lane, data FROM event \
             WHERE licensee = ?1 AND subject = ?2 AND number IS NOT NULL ORDER BY pos LIMIT ?3"
        ),
        &[licensee.into(), subject.into(), limit.into()],
        from_row,
    )
}

/// The event, once it has a number.
pub fn by_id(tx: &mut Tx<'_>, id: EventId) -> Result<Option<Event>, StoreError> {
    tx.optional(
        sql!("SELECT number, licensee, id, kind, at, subject, lane, data FROM event WHERE id = ?1 AND number IS NOT NULL"),
        &[id.into()],
        from_row,
    )
}

/// Those of up to [`TOGETHER`] events that have a number.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
    let Some(first) = ids.first() else { return Ok(Vec::new()) };
    if ids.len() == 1 {
        return Ok(by_id(tx, *first)?.into_iter().collect());
    }
    // one text for any number of them: what is missing is asked for twice
    let params: Vec<Value> = ids.iter().chain(std::iter::repeat(first)).take(TOGETHER).map(|id| (*id).into()).collect();
    tx.many(
        sql!(
            "SELECT number, licensee, id, kind, at, subject, lane, data FROM event WHERE number IS NOT NULL AND id IN \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        ),
        &params,
        from_row,
    )
}

/// The licensee's first number at or after a moment; one more than the last where there is none. Moments of neighbours in the feed may be
/// out of order by as long as a transaction takes: whoever wants all of a span begins a little earlier.
pub fn first_number_at(tx: &mut Tx<'_>, licensee: LicenseeId, at: Timestamp) -> Result<i64, StoreError> {
    let (mut low, mut high) = (1, last_number(tx, licensee)? + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<Timestamp> =
            tx.optional(sql!("SELECT at FROM event WHERE licensee = ?1 AND number = ?2"), &[licensee.into(), middle.into()], |row| {
                row.get(0)
            })?;
        if found.is_none_or(|found| found >= at) { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

/// The licensee's last number; 0 before the first event.
pub fn last_number(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<i64, StoreError> {
    Ok(tx.optional(sql!("SELECT last FROM event_counter WHERE licensee = ?1"), &[licensee.into()], |row| row.get(0))?.unwrap_or(0))
}

/// Whether something of the licensee's is committed and has no number yet.
pub fn has_unnumbered(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<bool, StoreError> {
    let sql = sql!("SELECT pos FROM event WHERE licensee = ?1 AND number IS NULL LIMIT 1");
    Ok(tx.optional(sql, &[licensee.into()], |row| row.get::<i64>(0))?.is_some())
}

/// When the last event of all happened.
pub fn newest_at(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.optional(sql!("SELECT at FROM event ORDER BY pos DESC LIMIT 1"), &[], |row| row.get(0))
}

/// Licensees with events, each with its last number: where whoever follows all feeds looks for news.
pub fn last_numbers(tx: &mut Tx<'_>) -> Result<Vec<(LicenseeId, i64)>, StoreError> {
    tx.many(sql!("SELECT licensee, last FROM event_counter ORDER BY licensee"), &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn from_row(row: &Row<'_>) -> Result<Event, StoreError> {
    Ok(Event {
        number: row.get(0)?,
        licensee: row.get(1)?,
        id: row.get(2)?,
        kind: row.get(3)?,
        at: row.get(4)?,
        subject: row.get(5)?,
        lane: row.get(6)?,
        data: row.get(7)?,
    })
}
