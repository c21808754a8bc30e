//! The queue of jobs: enqueued through [`Tx::job`], claimed and finished here.
//!
//! A job is `open` until it is done, when its row goes, or `failed`, when it stays to be looked at. An open job with a `node` is being run
//! there. A job that is not the head of its lane is marked `blocked` and out of the way of claims until the head is done or failed. Every
//! claim counts `attempt` up, and whoever finishes a job says which attempt: a run that lost its lease changes nothing. Jobs of one kind and
//! one target stand in one [`Line`], the unit that claims are shared out by.

mod line;

use domain::id::LicenseeId;
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};
pub use line::{Line, clear as clear_line, hasten as hasten_line, is_longer_than, line, lines, pause, resume};

/// A claimed job.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Order of enqueueing.
    pub pos: i64,
    /// Its unique id.
    pub id: String,
    /// Which handler runs it.
    pub kind: String,
    /// The line it stood in.
    pub line: String,
    /// For whom.
    pub licensee: Option<LicenseeId>,
    /// Its lane.
    pub lane: Option<String>,
    /// What the handler needs.
    pub body: serde_json::Value,
    /// This run's number, from 1.
    pub attempt: i64,
    /// How many runs in a row have ended with an error.
    pub errors: i64,
    /// How many runs count towards giving up.
    pub failures: i64,
    /// When it was first due.
    pub created: Timestamp,
}

/// Claims up to `limit` jobs of a line that are due for the node's boot.
///
/// Of a lane only the oldest open job can be claimed. Every row is claimed once: on PostgreSQL by its lock, on SQLite by the only writer.
pub fn claim(tx: &mut Tx<'_>, node: &str, boot: &str, line: &str, now: Timestamp, limit: i64) -> Result<Vec<Claimed>, StoreError> {
    let mut claimed = tx.many(
        sql!(
            "WITH due AS MATERIALIZED (
                 SELECT pos FROM job
                 WHERE line = ?2 AND state = 'open' AND node IS NULL AND blocked = 0 AND run_at <= ?1
                   AND (lane IS NULL OR pos = (
                       SELECT head.pos FROM job head WHERE head.lane = job.lane AND head.state = 'open' ORDER BY head.pos LIMIT 1))
                 ORDER BY run_at, pos LIMIT ?3 {skip_locked})
             UPDATE job SET node = ?4, boot = ?5, attempt = attempt + 1
             WHERE pos IN (SELECT pos FROM due) AND state = 'open' AND node IS NULL
             RETURNING pos, id, kind, licensee, lane, body, attempt, errors, failures, created, line"
        ),
        &[now.into(), line.into(), limit.into(), node.into(), boot.into()],
        from_row,
    )?;
    claimed.sort_by_key(|job| job.pos);
    Ok(claimed)
}

fn from_row(row: &Row<'_>) -> Result<Claimed, StoreError> {
    Ok(Claimed {
        pos: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        licensee: row.get(3)?,
        lane: row.get(4)?,
        body: row.get(5)?,
        attempt: row.get(6)?,
        errors: row.get(7)?,
        failures: row.get(8)?,
        created: row.get(9)?,
        line: row.get(10)?,
    })
}

/// The job is done and goes. False where this attempt no longer holds it.
pub fn done(tx: &mut Tx<'_>, id: &str, attempt: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM job WHERE id = ?1 AND attempt = ?2 AND state = 'open'"), &[id.into(), attempt.into()])? == 1)
}

/// Nothing went wrong; the job is to be looked at again at `run_at`. False where this attempt no longer holds it.
pub fn wait(tx: &mut Tx<'_>, id: &str, attempt: i64, run_at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!(
            "UPDATE job SET node = NULL, boot = NULL, run_at = ?3, error = NULL, errors = 0 \
             WHERE id = ?1 AND attempt = ?2 AND state = 'open'"
        ),
        &[id.into(), attempt.into(), run_at.into()],
    )?;
    Ok(changed == 1)
}

/// The job is to be run again at `run_at`; `failed` where this counts towards giving up. False where this attempt no longer holds it.
pub fn retry(tx: &mut Tx<'_>, id: &str, attempt: i64, run_at: Timestamp, error: &str, failed: bool) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!(
            "UPDATE job SET node = NULL, boot = NULL, run_at = ?3, error = ?4, errors = errors + 1, failures = failures + ?5 \
             WHERE id = ?1 AND attempt = ?2 AND state = 'open'"
        ),
        &[id.into(), attempt.into(), run_at.into(), error.into(), failed.into()],
    )?;
    Ok(changed == 1)
}

/// The job will not be run again; its lane goes on. False where this attempt no longer holds it.
pub fn failed(tx: &mut Tx<'_>, id: &str, attempt: i64, error: &str) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!("UPDATE job SET node = NULL, boot = NULL, state = 'failed', error = ?3 WHERE id = ?1 AND attempt = ?2 AND state = 'open'"),
        &[id.into(), attempt.into(), error.into()],
    )?;
    Ok(changed == 1)
}

/// A run that was not begun or was broken off by a shutdown gives its job back, due as before. False where it no longer holds it.
pub fn give_back(tx: &mut Tx<'_>, id: &str, attempt: i64) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!("UPDATE job SET node = NULL, boot = NULL WHERE id = ?1 AND attempt = ?2 AND state = 'open'"),
        &[id.into(), attempt.into()],
    )?;
    Ok(changed == 1)
}

/// What a boot of a node holds, as (id, attempt).
pub fn held(tx: &mut Tx<'_>, node: &str, boot: &str) -> Result<Vec<(String, i64)>, StoreError> {
    tx.many(sql!("SELECT id, attempt FROM job WHERE node = ?1 AND boot = ?2"), &[node.into(), boot.into()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Frees what earlier boots of this node held; returns how many.
pub fn free_earlier_boots(tx: &mut Tx<'_>, node: &str, boot: &str) -> Result<u64, StoreError> {
    tx.execute(sql!("UPDATE job SET node = NULL, boot = NULL WHERE node = ?1 AND boot <> ?2"), &[node.into(), boot.into()])
}

/// Frees what a dead node's boot held; returns how many.
pub fn free_boot(tx: &mut Tx<'_>, node: &str, boot: &str) -> Result<u64, StoreError> {
    tx.execute(sql!("UPDATE job SET node = NULL, boot = NULL WHERE node = ?1 AND boot = ?2"), &[node.into(), boot.into()])
}

/// Lets the head of a lane be claimed: to be called when a job of the lane is done or has failed.
pub fn unblock(tx: &mut Tx<'_>, lane: &str) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "UPDATE job SET blocked = 0 \
             WHERE pos = (SELECT pos FROM job WHERE lane = ?1 AND state = 'open' ORDER BY pos LIMIT 1) AND blocked = 1"
        ),
        &[lane.into()],
    )?;
    Ok(())
}

/// The job goes on outside of its lane, which goes on without it. Its attempts, its time and whoever runs it stay.
pub fn leave_lane(tx: &mut Tx<'_>, id: &str, lane: &str) -> Result<(), StoreError> {
    tx.execute(sql!("UPDATE job SET lane = NULL WHERE id = ?1 AND lane = ?2 AND state = 'open'"), &[id.into(), lane.into()])?;
    unblock(tx, lane)
}

/// Lanes whose head is still marked as blocked. On PostgreSQL a job may be enqueued behind a head that is finished in the same moment.
pub fn stuck_lanes(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    tx.many(
        sql!(
            "SELECT lane FROM job WHERE state = 'open' AND lane IS NOT NULL GROUP BY lane \
             HAVING min(pos) = min(CASE WHEN blocked = 1 THEN pos END) LIMIT 1000"
        ),
        &[],
        |row| row.get(0),
    )
}

/// A failed job is to be run once more. False where there is no such failed job.
pub fn reopen(tx: &mut Tx<'_>, id: &str, run_at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!("UPDATE job SET state = 'open', run_at = ?2, errors = 0, failures = 0 WHERE id = ?1 AND state = 'failed'"),
        &[id.into(), run_at.into()],
    )?;
    Ok(changed == 1)
}

/// A job that waits for its next run is due at `run_at` already. False where there is none or somebody runs it.
pub fn hasten(tx: &mut Tx<'_>, id: &str, run_at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx.execute(
        sql!("UPDATE job SET run_at = ?2, errors = 0, failures = 0 WHERE id = ?1 AND state = 'open' AND node IS NULL"),
        &[id.into(), run_at.into()],
    )?;
    Ok(changed == 1)
}

/// Forgets a failed job, so that another one of its id can be enqueued. False where there is no such failed job.
pub fn forget_failed(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM job WHERE id = ?1 AND state = 'failed'"), &[id.into()])? == 1)
}

/// Drops jobs that failed before a moment, up to `limit`; returns how many. Their last due time stands for the moment of their failure.
pub fn sweep_failed(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<u64, StoreError> {
    tx.execute(
        sql!("DELETE FROM job WHERE pos IN (SELECT pos FROM job WHERE state = 'failed' AND run_at < ?1 ORDER BY run_at LIMIT ?2)"),
        &[before.into(), limit.into()],
    )
}

/// Whether an open job stands in the lane.
pub fn lane_is_busy(tx: &mut Tx<'_>, lane: &str) -> Result<bool, StoreError> {
    let found =
        tx.optional(sql!("SELECT pos FROM job WHERE lane = ?1 AND state = 'open' ORDER BY pos LIMIT 1"), &[lane.into()], |row| {
            row.get::<i64>(0)
        })?;
    Ok(found.is_some())
}

/// How many jobs of a kind stand in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub kind: String,
    /// `open` or `failed`.
    pub state: String,
    /// How many.
    pub jobs: i64,
    /// Since when the oldest is due.
    pub oldest: Timestamp,
    /// When the oldest was made.
    pub created: Timestamp,
}

/// Counts by kind and state: for metrics, and to see kinds that nobody runs.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<Count>, StoreError> {
    tx.many(
        sql!("SELECT kind, state, count(*), min(run_at), min(created) FROM job GROUP BY kind, state ORDER BY kind, state"),
        &[],
        |row| Ok(Count { kind: row.get(0)?, state: row.get(1)?, jobs: row.get(2)?, oldest: row.get(3)?, created: row.get(4)? }),
    )
}

/// State, attempt and last error of one job; none where it is done or never was.
pub fn look(tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, i64, Option<String>)>, StoreError> {
    tx.optional(sql!("SELECT state, attempt, error FROM job WHERE id = ?1"), &[id.into()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}
