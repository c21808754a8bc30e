//! Endpoints that take callbacks.

use domain::id::{EndpointId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, Slice, Sql, StoreError, Tx, sql};

/// In use.
pub const ACTIVE: &str = "active";
/// Nothing is sent: what was queued waits, and nothing more is queued.
pub const PAUSED: &str = "paused";
/// Its receiver answered 410 Gone: nothing is sent and nothing waits.
pub const DISABLED: &str = "disabled";
/// Its owner took it away: it stands in no list any more.
pub const DELETED: &str = "deleted";

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// Grows with every change, be it that its receiver begins to fail or takes something again.
    pub version: i64,
    /// Where to.
    pub url: String,
    /// Event types it wants, space separated, `package.*` for all that begin so; all where empty.
    pub types: String,
    /// [`ACTIVE`], [`PAUSED`], [`DISABLED`] or [`DELETED`].
    pub state: String,
    /// The sealed signing secrets.
    pub secret: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// A word of its owner.
    pub description: String,
    /// Why it is not active: `owner`, `failures`, `gone`.
    pub reason: Option<String>,
    /// The first failure since the last success.
    pub failing_since: Option<Timestamp>,
    /// When its owner or the house changed it last.
    pub changed_at: Option<Timestamp>,
    /// The sealed secrets before the last rotation, and until when they sign too.
    pub previous: Option<(Vec<u8>, Timestamp)>,
    /// The licensee's first event that was not queued for it: since it was paused, until it has caught up. Events before were queued.
    pub unsent_from: Option<i64>,
}

impl Endpoint {
    /// Whether events of this type are to be sent to it, now or after its pause.
    pub fn wants(&self, kind: &str) -> bool {
        let asked = |one: &str| match one.strip_suffix('*') {
            Some(group) => kind.starts_with(group),
            None => one == kind,
        };
        matches!(self.state.as_str(), ACTIVE | PAUSED) && (self.types.is_empty() || self.types.split(' ').any(asked))
    }
}

/// Adds an endpoint.
pub fn insert(tx: &mut Tx<'_>, endpoint: &Endpoint) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO endpoint (id, licensee, version, url, types, state, secret, created_at, description) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        &[
            endpoint.id.into(),
            endpoint.licensee.into(),
            endpoint.version.into(),
            (&endpoint.url).into(),
            (&endpoint.types).into(),
            (&endpoint.state).into(),
            endpoint.secret.as_slice().into(),
            endpoint.created_at.into(),
            (&endpoint.description).into(),
        ],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: EndpointId) -> Result<Option<Endpoint>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, version, url, types, state, secret, created_at, description, reason, failing_since, changed_at, previous, \
         previous_until, unsent_from FROM endpoint WHERE id = ?1"
    );
    tx.optional(sql, &[id.into()], from_row)
}

/// The same, to be changed.
pub fn load_for_update(tx: &mut Tx<'_>, id: EndpointId) -> Result<Option<Endpoint>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, version, url, types, state, secret, created_at, description, reason, failing_since, changed_at, previous, \
         previous_until, unsent_from FROM endpoint WHERE id = ?1 {for_update}"
    );
    tx.optional(sql, &[id.into()], from_row)
}

/// All of a licensee but those taken away.
pub fn of_licensee(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<Vec<Endpoint>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, version, url, types, state, secret, created_at, description, reason, failing_since, changed_at, previous, \
         previous_until, unsent_from FROM endpoint WHERE licensee = ?1 AND state <> 'deleted' ORDER BY id"
    );
    tx.many(sql, &[licensee.into()], from_row)
}

/// A page of the same, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<Endpoint>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, version, url, types, state, secret, created_at, description, reason, failing_since, changed_at, previous, \
         previous_until, unsent_from FROM endpoint WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) AND state <> 'deleted' \
         ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let (at, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), at, id, slice.limit.into()], from_row)
}

/// Saves what can change of an endpoint that was loaded for update; its version grows.
pub fn update(tx: &mut Tx<'_>, endpoint: &Endpoint) -> Result<(), StoreError> {
    let (previous, until) = endpoint.previous.clone().unzip();
    let changed = tx.execute(
        sql!(
            "UPDATE endpoint SET version = version + 1, url = ?3, types = ?4, state = ?5, secret = ?6, description = ?7, reason = ?8, \
             failing_since = ?9, changed_at = ?10, previous = ?11, previous_until = ?12, unsent_from = ?13 WHERE id = ?1 AND version = ?2"
        ),
        &[
            endpoint.id.into(),
            endpoint.version.into(),
            (&endpoint.url).into(),
            (&endpoint.types).into(),
            (&endpoint.state).into(),
            endpoint.secret.as_slice().into(),
            (&endpoint.description).into(),
            endpoint.reason.as_deref().into(),
            endpoint.failing_since.into(),
            endpoint.changed_at.into(),
            previous.into(),
            until.into(),
            endpoint.unsent_from.into(),
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// The receiver is gone: the endpoint is out of use; deliveries that wait are dropped when their turn comes.
pub fn disable(tx: &mut Tx<'_>, id: EndpointId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = sql!(
        "UPDATE endpoint SET state = 'disabled', reason = 'gone', version = version + 1, changed_at = ?2 \
         WHERE id = ?1 AND state IN ('active', 'paused')"
    );
    Ok(tx.execute(sql, &[id.into(), now.into()])? == 1)
}

/// Pauses an endpoint that has known nothing but failures since `before` or earlier; `next` is the number of the event that nobody has
/// queued for it yet. False where that is not so.
pub fn give_up(tx: &mut Tx<'_>, id: EndpointId, before: Timestamp, next: i64, now: Timestamp) -> Result<bool, StoreError> {
    let sql = sql!(
        "UPDATE endpoint SET state = 'paused', reason = 'failures', version = version + 1, changed_at = ?3, \
         unsent_from = COALESCE(unsent_from, ?4) WHERE id = ?1 AND state = 'active' AND failing_since <= ?2"
    );
    Ok(tx.execute(sql, &[id.into(), before.into(), now.into(), next.into()])? == 1)
}

/// Whether events are not queued for it just now. Until the transaction ends this stays so: whoever wants to say that the endpoint has
/// caught up has to wait, and then sees the events of this transaction.
pub fn is_behind(tx: &mut Tx<'_>, id: EndpointId) -> Result<bool, StoreError> {
    // a lock that other changes of the row do not wait for; SQLite has one writer
    let sql = Sql::of("SELECT unsent_from FROM endpoint WHERE id = ?1", "SELECT unsent_from FROM endpoint WHERE id = $1 FOR KEY SHARE");
    Ok(tx.optional(sql, &[id.into()], |row| row.get::<Option<i64>>(0))?.flatten().is_some())
}

/// Events before `next` are queued; all of them where there is none. For a row that was loaded for update.
pub fn catch_up(tx: &mut Tx<'_>, id: EndpointId, next: Option<i64>) -> Result<(), StoreError> {
    tx.execute(sql!("UPDATE endpoint SET unsent_from = ?2 WHERE id = ?1"), &[id.into(), next.into()])?;
    Ok(())
}

/// The receiver took something: it fails no longer.
pub(crate) fn succeeded(tx: &mut Tx<'_>, id: EndpointId) -> Result<(), StoreError> {
    tx.execute(
        sql!("UPDATE endpoint SET failing_since = NULL, version = version + 1 WHERE id = ?1 AND failing_since IS NOT NULL"),
        &[id.into()],
    )?;
    Ok(())
}

/// It took nothing: since then at the latest it fails.
pub(crate) fn failed(tx: &mut Tx<'_>, id: EndpointId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!("UPDATE endpoint SET failing_since = ?2, version = version + 1 WHERE id = ?1 AND failing_since IS NULL"),
        &[id.into(), at.into()],
    )?;
    Ok(())
}

/// Endpoints that deliveries are kept of: all.
pub fn ids(tx: &mut Tx<'_>) -> Result<Vec<EndpointId>, StoreError> {
    tx.many(sql!("SELECT id FROM endpoint ORDER BY id"), &[], |row| row.get(0))
}

/// Forgets endpoints that were taken away before a moment.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM endpoint WHERE state = 'deleted' AND changed_at < ?1"), &[before.into()])
}

fn from_row(row: &Row<'_>) -> Result<Endpoint, StoreError> {
    let (previous, until): (Option<Vec<u8>>, Option<Timestamp>) = (row.get(12)?, row.get(13)?);
    Ok(Endpoint {
        id: row.get(0)?,
        licensee: row.get(1)?,
        version: row.get(2)?,
        url: row.get(3)?,
        types: row.get(4)?,
        state: row.get(5)?,
        secret: row.get(6)?,
        created_at: row.get(7)?,
        description: row.get(8)?,
        reason: row.get(9)?,
        failing_since: row.get(10)?,
        changed_at: row.get(11)?,
        previous: previous.zip(until),
        unsent_from: row.get(14)?,
    })
}

/// How many there are in each state; those that were deleted are not counted.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    let counts =
        tx.many(sql!("SELECT state, count(*) FROM endpoint WHERE state <> 'deleted' GROUP BY state ORDER BY state"), &[], |row| {
            Ok((row.get(0)?, row.get::<i64>(1)?))
        })?;
    Ok(counts.into_iter().map(|(state, count)| (state, u64::try_from(count).unwrap_or(0))).collect())
}
