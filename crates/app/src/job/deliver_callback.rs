//! Sends one event to one endpoint. At least once: the receiver tells repeats apart by `webhook-id`, which never changes.
//!
//! How the try went is committed together with the end of the run, so that one commit of many runs does for all of it.

use std::time::Duration;

use domain::id::{EndpointId, EventId};
use domain::time::Timestamp;
use jobs::{Ended, Job, Outcome, Strain};
use outbound::callback::{CallbackAnswer, CallbackError, Endpoint, next_wait, since_first};
use serde_json::json;
use store::table::delivery::{DELIVERED, Delivery, FAILED, RETRYING};
use store::table::endpoint::{ACTIVE, PAUSED};
use store::{StoreError, Tx, table};

use super::id_of;
use crate::event::{Told, Wanted};
use crate::{AppError, Ctx, endpoint, event};

pub(crate) const KIND: &str = "deliver_callback";

/// How soon an event is looked at again that has no number yet: the sequencer needs milliseconds, and may be down for longer.
const UNNUMBERED: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));
/// How long an endpoint that is overloaded or cannot be reached is left alone by all events, unless it asks for a longer while.
const PAUSE: Duration = Duration::from_secs(5);
/// What an endpoint may ask for; the event that it refused waits for as long as it asked.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);
/// An answer within this says that the receiver has room for more.
const QUICK: Duration = Duration::from_secs(1);
/// Bytes of an answer that are kept for the log of deliveries.
const KEPT: usize = 512;

/// The line that all deliveries to an endpoint stand in.
pub(crate) fn line(endpoint: EndpointId) -> String {
    table::job::line(KIND, Some(&endpoint.to_string()))
}

/// Delivers, or says when to try again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Ended, AppError> {
    let (endpoint, id) = match (id_of(&job, "endpoint", EndpointId::parse), id_of(&job, "event", EventId::parse)) {
        (Ok(endpoint), Ok(event)) => (endpoint, event),
        (Err(outcome), _) | (_, Err(outcome)) => return Ok(outcome.into()),
    };
    let found = event::load(&ctx, Wanted { endpoint, event: id, tried: job.attempt > 1 }).await?;
    let Some(row) = found.endpoint else { return Ok(Outcome::Done.into()) };
    if row.state == PAUSED {
        return Ok(held_up(endpoint, ctx.now()));
    }
    let (state, attempts) = found.tried.unwrap_or_default();
    // a run before this one was broken off after its record: the receiver has the event
    if row.state != ACTIVE || state == DELIVERED {
        return Ok(Outcome::Done.into());
    }
    let Some(event) = found.event else {
        let (shortest, longest) = UNNUMBERED;
        return Ok(Outcome::Wait { after: ctx.now().since(job.created).clamp(shortest, longest) }.into());
    };
    let begun = ctx.now();
    let signers = endpoint::open(&ctx, &row, begun)?;
    let to = Endpoint { url: row.url.clone(), secrets: signers.secrets, keys: signers.keys };
    let answer = ctx.callbacks.deliver(&to, &id.to_string(), event::body(&event)?, begun).await;
    ctx.counts.callback(&answer);
    let tried = Tried { row: &row, event: id, attempts: attempts + 1, took: ctx.now().since(begun) };
    Ok(tried.ended(&ctx, &job, &answer))
}

/// The endpoint is paused: what was claimed in the same moment waits with all the rest of its line.
fn held_up(endpoint: EndpointId, now: Timestamp) -> Ended {
    Ended::from(Outcome::Wait { after: PAUSE }).with(move |tx| {
        // for update: its owner may end the pause in this moment
        let paused = table::endpoint::load_for_update(tx, endpoint)?.is_some_and(|row| row.state == PAUSED);
        if paused { endpoint::hold(tx, endpoint, now) } else { Ok(()) }
    })
}

/// One try, as far as it is known before its answer is judged.
struct Tried<'a> {
    row: &'a table::endpoint::Endpoint,
    event: EventId,
    /// With this one.
    attempts: i64,
    took: Duration,
}

impl Tried<'_> {
    fn ended(&self, ctx: &Ctx, job: &Job, answer: &Result<CallbackAnswer, CallbackError>) -> Ended {
        let now = ctx.now();
        let (outcome, gone) = match answer {
            Ok(answer) if answer.is_success() => (Outcome::Done, false),
            Ok(answer) if answer.is_gone() => (Outcome::failed("410"), true),
            Ok(answer) => (again(ctx, self.attempts, answer.retry_after, answer.status.to_string()), false),
            Err(error) => (again(ctx, self.attempts, None, error.code().to_owned()), false),
        };
        let record = Record {
            delivery: self.delivery(&outcome, answer, now),
            job: job.id.clone(),
            // the next of the package has waited long enough for this one
            leave: job.lane.clone().filter(|_| {
                matches!(outcome, Outcome::Retry { .. }) && since_first(attempt(self.attempts)) >= ctx.settings.callback_order_wait
            }),
            until: pause(answer).map(|pause| now.plus(pause)),
            gone,
            give_up: self.give_up(ctx, &outcome, now),
        };
        let (inner, licensee) = (ctx.clone(), self.row.licensee);
        Ended::from(outcome).strained(strain(answer, self.took)).with(move |tx| {
            record.write(tx)?;
            match record.give_up {
                Some(before) => give_up(tx, &inner, licensee, &record.delivery, before),
                None => Ok(()),
            }
        })
    }

    fn delivery(&self, outcome: &Outcome, answer: &Result<CallbackAnswer, CallbackError>, now: Timestamp) -> Delivery {
        let (state, error, next_at) = match outcome {
            Outcome::Retry { error, after } => (RETRYING, Some(error.clone()), Some(now.plus(*after))),
            Outcome::Failed { error } | Outcome::Backoff { error } => (FAILED, Some(error.clone()), None),
            Outcome::Done | Outcome::Wait { .. } => (DELIVERED, None, None),
        };
        Delivery {
            endpoint: self.row.id,
            event: self.event,
            state: state.to_owned(),
            attempts: self.attempts,
            status: answer.as_ref().ok().map(|answer| i64::from(answer.status)),
            error,
            at: now,
            answer: answer.as_ref().ok().and_then(|answer| answer.beginning(KEPT)),
            next_at,
        }
    }

    /// Since when, at least, it must have known nothing but failures to be given up now.
    fn give_up(&self, ctx: &Ctx, outcome: &Outcome, now: Timestamp) -> Option<Timestamp> {
        let before = now.minus(ctx.settings.callback_pause_after);
        let long = self.row.failing_since.is_some_and(|since| since <= before);
        (long && !matches!(outcome, Outcome::Done)).then_some(before)
    }
}

/// What one try leaves in the rows.
struct Record {
    delivery: Delivery,
    job: String,
    leave: Option<String>,
    until: Option<Timestamp>,
    gone: bool,
    give_up: Option<Timestamp>,
}

impl Record {
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let endpoint = self.delivery.endpoint;
        tx.delivery(self.delivery.clone());
        if let Some(lane) = &self.leave {
            table::job::leave_lane(tx, &self.job, lane)?;
        }
        if let Some(until) = self.until {
            table::job::pause(tx, &line(endpoint), until)?;
        }
        if self.gone {
            table::endpoint::disable(tx, endpoint, self.delivery.at)?;
        }
        Ok(())
    }
}

/// Pauses an endpoint that has known nothing but failures for too long, and tells its owner by the feed and by other endpoints.
fn give_up(tx: &mut Tx<'_>, ctx: &Ctx, licensee: domain::id::LicenseeId, last: &Delivery, before: Timestamp) -> Result<(), StoreError> {
    let next = table::event::last_number(tx, licensee)? + 1;
    if !table::endpoint::give_up(tx, last.endpoint, before, next, last.at)? {
        return Ok(());
    }
    endpoint::hold(tx, last.endpoint, last.at)?;
    tracing::error!(endpoint = %last.endpoint, error = last.error, "an endpoint has failed for too long and is paused");
    let told = Told {
        kind: "webhook_endpoint.paused",
        subject: last.endpoint.to_string(),
        data: json!({ "endpoint_id": last.endpoint.to_string(), "reason": "failures", "error": last.error }),
    };
    event::record(tx, ctx, licensee, vec![told], last.at)
}

/// For how long the endpoint is to be left alone, where it cannot keep up or cannot be reached.
fn pause(answer: &Result<CallbackAnswer, CallbackError>) -> Option<Duration> {
    match answer {
        Ok(answer) if answer.is_overloaded() => Some(answer.retry_after.unwrap_or(PAUSE).clamp(PAUSE, LONGEST_PAUSE)),
        Ok(_) | Err(CallbackError::Broken(_)) => None,
        Err(_) => Some(PAUSE),
    }
}

fn strain(answer: &Result<CallbackAnswer, CallbackError>, took: Duration) -> Strain {
    match answer {
        Ok(answer) if answer.is_success() && took < QUICK => Strain::Light,
        Ok(answer) if !answer.is_overloaded() => Strain::Unknown,
        Ok(_) | Err(_) => Strain::Heavy,
    }
}

/// `attempts` counts what was sent, not how often the job was looked at.
fn again(ctx: &Ctx, attempts: i64, asked: Option<Duration>, error: String) -> Outcome {
    match next_wait(attempt(attempts), asked, u32::from_be_bytes(ctx.random())) {
        Some(after) => Outcome::Retry { after, error },
        None => Outcome::failed(error),
    }
}

fn attempt(attempts: i64) -> u32 {
    u32::try_from(attempts).unwrap_or(u32::MAX)
}
