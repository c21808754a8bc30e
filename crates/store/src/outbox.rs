//! What a transaction leaves for others: events, audit records, jobs, how deliveries went, the result under an idempotency key.
//!
//! Buffered while the closure runs, flushed as one multi-row INSERT a table just before COMMIT.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{EventId, LicenseeId};
use domain::time::Timestamp;

use crate::table::delivery::Delivery;
use crate::{StoreError, Tx, Value, sql, table};

/// An event to be appended; receives its number when it is committed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Stable over retries and replays.
    pub id: EventId,
    /// Whose feed it goes to.
    pub licensee: LicenseeId,
    /// What happened, as published: `package.completed`.
    pub kind: &'static str,
    /// When.
    pub at: Timestamp,
    /// The shown id of what it happened to: `pkg_…`.
    pub subject: String,
    /// What its delivery keeps in order; usually the subject.
    pub lane: Option<String>,
    /// Everything else that is told.
    pub data: serde_json::Value,
}

/// How an audited action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
}

impl AuditOutcome {
    /// What the column holds.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// A record of who did what; holds no personal data beyond ids.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAudit {
    /// When.
    pub at: Timestamp,
    /// In whose data, where it is a licensee's.
    pub licensee: Option<LicenseeId>,
    /// Who: the shown id of the caller.
    pub actor: String,
    /// What: `package.refuse`.
    pub action: &'static str,
    /// To what: a shown id.
    pub subject: String,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// Why it was refused.
    pub code: Option<&'static str>,
    /// Everything else.
    pub detail: serde_json::Value,
    /// The request it came with.
    pub request_id: Option<String>,
}

/// A job to be run after the commit, at least once.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Chosen by the caller; a job whose id stands in the table already is not enqueued again.
    pub id: String,
    /// Which handler runs it; never contains a colon.
    pub kind: &'static str,
    /// For whom.
    pub licensee: Option<LicenseeId>,
    /// Jobs of one lane run one after another in the order of their enqueueing.
    pub lane: Option<String>,
    /// Whom it calls: of the jobs of one kind and target only a few run at once, and they can be paused together.
    pub target: Option<String>,
    /// What the handler needs.
    pub body: serde_json::Value,
    /// Not before.
    pub run_at: Timestamp,
}

/// The result of a use case under the key that the caller chose for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResult {
    /// Whose key.
    pub owner: String,
    /// The key.
    pub key: String,
    /// What was asked: another request under the same key is refused.
    pub fingerprint: String,
    /// The typed result as versioned JSON.
    pub result: String,
    /// When.
    pub at: Timestamp,
}

/// Which bells a commit rings, and what it is counted as.
#[derive(Debug, Clone, Default)]
pub(crate) struct Left {
    pub(crate) events: bool,
    pub(crate) jobs: bool,
    /// Kinds of the events.
    pub(crate) told: Vec<&'static str>,
    /// Audited acts.
    pub(crate) done: Vec<(&'static str, AuditOutcome)>,
}

impl Left {
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.told.extend(other.told);
        self.done.extend(other.done);
        Self { events: self.events || other.events, jobs: self.jobs || other.jobs, ..self }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Outbox {
    pub(crate) events: Vec<NewEvent>,
    pub(crate) audits: Vec<NewAudit>,
    pub(crate) jobs: Vec<NewJob>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) results: Vec<NewResult>,
    pub(crate) left: Left,
}

impl Outbox {
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.audits.is_empty() && self.jobs.is_empty() && self.deliveries.is_empty() && self.results.is_empty()
    }

    /// The key goes first: on PostgreSQL a twin that is still running is waited for before anything else is written.
    pub(crate) fn flush(self, tx: &mut Tx<'_>) -> Result<Left, StoreError> {
        let left = Left {
            events: !self.events.is_empty(),
            jobs: !self.jobs.is_empty(),
            told: self.events.iter().map(|event| event.kind).collect(),
            done: self.audits.iter().map(|audit| (audit.action, audit.outcome)).collect(),
        };
        flush_results(tx, self.results)?;
        flush_events(tx, self.events)?;
        flush_audits(tx, self.audits)?;
        flush_jobs(tx, self.jobs)?;
        table::delivery::flush(tx, self.deliveries)?;
        Ok(left)
    }
}

fn flush_results(tx: &mut Tx<'_>, results: Vec<NewResult>) -> Result<(), StoreError> {
    let count = results.len() as u64;
    let rows: Vec<[Value; 5]> =
        results.into_iter().map(|r| [r.owner.into(), r.key.into(), r.fingerprint.into(), r.result.into(), r.at.into()]).collect();
    let inserted = tx.insert("idempotency (owner, key, fingerprint, result, at)", rows, " ON CONFLICT DO NOTHING")?;
    if inserted == count { Ok(()) } else { Err(StoreError::Conflict) }
}

fn flush_events(tx: &mut Tx<'_>, events: Vec<NewEvent>) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut numbers = if tx.is_postgres() { None } else { Some(reserve_numbers(tx, &events)?) };
    let rows: Vec<[Value; 8]> = events
        .into_iter()
        .map(|event| {
            let number = numbers.as_mut().and_then(|next| next.get_mut(&event.licensee)).map(|next| {
                *next += 1;
                *next
            });
            [
                number.into(),
                event.licensee.into(),
                event.id.into(),
                event.kind.into(),
                event.at.into(),
                event.subject.into(),
                event.lane.into(),
                (&event.data).into(),
            ]
        })
        .collect();
    tx.insert("event (number, licensee, id, kind, at, subject, lane, data)", rows, "")?;
    Ok(())
}

/// SQLite has one writer, so numbers are given in the same commit; returns the last number before these events, per licensee.
fn reserve_numbers(tx: &mut Tx<'_>, events: &[NewEvent]) -> Result<BTreeMap<LicenseeId, i64>, StoreError> {
    let mut counts = BTreeMap::<LicenseeId, i64>::new();
    for event in events {
        *counts.entry(event.licensee).or_default() += 1;
    }
    for (licensee, count) in &mut counts {
        let last: i64 = tx.one(
            sql!(
                "INSERT INTO event_counter (licensee, last) VALUES (?1, ?2) \
                 ON CONFLICT (licensee) DO UPDATE SET last = event_counter.last + excluded.last RETURNING last"
            ),
            &[(*licensee).into(), (*count).into()],
            |row| row.get(0),
        )?;
        *count = last - *count;
    }
    Ok(counts)
}

fn flush_audits(tx: &mut Tx<'_>, audits: Vec<NewAudit>) -> Result<(), StoreError> {
    let rows: Vec<[Value; 9]> = audits
        .into_iter()
        .map(|audit| {
            [
                audit.at.into(),
                audit.licensee.into(),
                audit.actor.into(),
                audit.action.into(),
                audit.subject.into(),
                audit.outcome.as_str().into(),
                audit.code.into(),
                (&audit.detail).into(),
                audit.request_id.into(),
            ]
        })
        .collect();
    tx.insert("audit (at, licensee, actor, action, subject, outcome, code, detail, request_id)", rows, "")?;
    Ok(())
}

fn flush_jobs(tx: &mut Tx<'_>, jobs: Vec<NewJob>) -> Result<(), StoreError> {
    let mut seen = BTreeSet::<String>::new();
    let mut rows: Vec<[Value; 13]> = Vec::with_capacity(jobs.len());
    for job in jobs {
        let blocked = match &job.lane {
            None => false,
            // the second of a lane is behind the first, whatever stands in the table
            Some(lane) => !seen.insert(lane.clone()) || table::job::lane_is_busy(tx, lane)?,
        };
        rows.push([
            job.id.into(),
            job.kind.into(),
            table::job::line(job.kind, job.target.as_deref()).into(),
            job.licensee.into(),
            job.lane.into(),
            (&job.body).into(),
            "open".into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            job.run_at.into(),
            job.run_at.into(),
            blocked.into(),
        ]);
    }
    let head = "job (id, kind, line, licensee, lane, body, state, attempt, errors, failures, created, run_at, blocked)";
    tx.insert(head, rows, " ON CONFLICT (id) DO NOTHING")?;
    Ok(())
}
