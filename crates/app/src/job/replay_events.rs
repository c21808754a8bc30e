//! Enqueues a span of events for an endpoint once more, a part at a time; each part enqueues the next in the same transaction.

use std::time::Duration;

use domain::id::{EndpointId, LicenseeId};
use domain::time::Timestamp;
use jobs::{Ended, Job, Outcome};
use serde::{Deserialize, Serialize};
use store::table::endpoint::PAUSED;
use store::{NewJob, Tx, table};
use uuid::Uuid;

use super::deliver_callback;
use crate::{AppError, Ctx, event};

pub(crate) const KIND: &str = "replay_events";

/// How far events that are neighbours in the feed may be out of order in time.
pub(crate) const SLACK: Duration = Duration::from_secs(60);
/// Events looked at by one part.
const PART: i64 = 200;
/// While more than so many wait for the endpoint already, and while it is paused, the next part waits too.
const CROWD: i64 = 2_000;

/// What is left of a replay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Tells replays apart.
    pub(crate) run: Uuid,
    pub(crate) endpoint: EndpointId,
    /// Numbers, both included.
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// From the first moment, and before the second one.
    pub(crate) within: Option<(Timestamp, Timestamp)>,
}

impl Part {
    pub(crate) fn into_job(self, licensee: LicenseeId, now: Timestamp) -> NewJob {
        NewJob {
            id: format!("replay:{}:{}", self.run, self.first),
            kind: KIND,
            licensee: Some(licensee),
            lane: None,
            target: None,
            body: serde_json::to_value(self).unwrap_or_default(),
            run_at: now,
        }
    }
}

/// Enqueues one part.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Ended, AppError> {
    let (Ok(part), Some(licensee)) = (serde_json::from_value::<Part>(job.body.clone()), job.licensee) else {
        return Ok(Outcome::failed("no replay in the job").into());
    };
    let (now, id) = (ctx.now(), part.endpoint);
    let line = deliver_callback::line(id);
    let full = move |tx: &mut Tx<'_>| {
        let paused = table::endpoint::load(tx, id)?.is_some_and(|row| row.state == PAUSED);
        Ok::<_, AppError>(paused || table::job::is_longer_than(tx, &line, CROWD)?)
    };
    if ctx.store.read(full).await? {
        return Ok(Outcome::Wait { after: Duration::from_secs(1) }.into());
    }
    Ok(Ended::from(Outcome::Done).with(move |tx| {
        let Some(row) = table::endpoint::load(tx, id)? else { return Ok(()) };
        let events = table::event::numbered_after(tx, licensee, part.first - 1, PART)?;
        let reached = events.last().map(|event| event.number);
        let wanted = |event: &table::event::Event| {
            let in_time = part.within.is_none_or(|(from, to)| from <= event.at && event.at < to);
            event.number <= part.last && in_time && row.wants(&event.kind)
        };
        for event in events.iter().filter(|event| wanted(event)) {
            event::again(tx, id, event, now)?;
        }
        if let Some(reached) = reached.filter(|reached| *reached < part.last) {
            tx.job(Part { first: reached + 1, ..part.clone() }.into_job(licensee, now));
        }
        Ok(())
    }))
}
