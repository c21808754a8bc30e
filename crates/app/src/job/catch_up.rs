//! Queues for an endpoint what happened while it was paused, a part at a time, in order. Until it has caught up, new events are not queued
//! for it either: one about the same package must not come before those that are still missing.

use domain::id::EndpointId;
use domain::time::Timestamp;
use jobs::{Ended, Job, Outcome};
use serde_json::json;
use std::time::Duration;
use store::table::delivery::{DELIVERED, FAILED};
use store::table::endpoint::{ACTIVE, Endpoint};
use store::{NewJob, StoreError, Tx, table};

use super::{deliver_callback, id_of};
use crate::{AppError, Ctx, event};

pub(crate) const KIND: &str = "catch_up";

/// Events looked at by one part.
const PART: usize = 200;
/// While more than so many wait for the endpoint already, the next part waits too.
const CROWD: i64 = 2_000;
/// How soon the next part looks again where an event has no number yet.
const UNNUMBERED: Duration = Duration::from_millis(20);

/// Queues one part.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Ended, AppError> {
    let id = match id_of(&job, "endpoint", EndpointId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome.into()),
    };
    let (now, line) = (ctx.now(), deliver_callback::line(id));
    if ctx.store.read(move |tx| table::job::is_longer_than(tx, &line, CROWD).map_err(AppError::from)).await? {
        return Ok(Outcome::Wait { after: Duration::from_secs(1) }.into());
    }
    Ok(Ended::from(Outcome::Done).with(move |tx| {
        let Some(mut row) = table::endpoint::load_for_update(tx, id)?.filter(|row| row.state == ACTIVE) else { return Ok(()) };
        part(tx, &mut row, now)?;
        table::endpoint::catch_up(tx, id, row.unsent_from)
    }))
}

/// Queues the next events for an endpoint that was loaded for update, and says in the row how far it came. Where that is not the end, the
/// next part follows by a job.
pub(crate) fn part(tx: &mut Tx<'_>, row: &mut Endpoint, now: Timestamp) -> Result<(), StoreError> {
    let Some(from) = row.unsent_from else { return Ok(()) };
    // Whoever has left its event to us has committed it by now, or waits for this row. This is asked first: what gets its number after the
    // answer is not missed by the reading below.
    let unnumbered = table::event::has_unnumbered(tx, row.licensee)?;
    let events = table::event::numbered_after(tx, row.licensee, from - 1, PART as i64)?;
    let next = events.last().map_or(from, |event| event.number + 1);
    // the first number is too low where what had happened before the pause had none yet
    for event in events.iter().filter(|event| row.wants(&event.kind) && event.at >= row.created_at) {
        match table::delivery::tried(tx, row.id, event.id)? {
            // sent by hand meanwhile
            Some((state, _)) if state == DELIVERED => {}
            Some((state, _)) if state == FAILED => event::again(tx, row.id, event, now)?,
            _ => event::queue(tx, row.id, event, now),
        }
    }
    let full = events.len() == PART;
    let more = full || unnumbered;
    row.unsent_from = more.then_some(next);
    if more {
        tx.job(NewJob {
            id: format!("{KIND}:{}:{next}", row.id),
            kind: KIND,
            licensee: Some(row.licensee),
            lane: None,
            target: None,
            body: json!({ "endpoint": row.id.to_string() }),
            run_at: if full { now } else { now.plus(UNNUMBERED) },
        });
    }
    Ok(())
}
