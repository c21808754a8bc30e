//! Sends one event to one endpoint. At least once: the receiver tells repeats apart by `webhook-id`, which never changes.

use std::time::Duration;

use domain::id::{EndpointId, EventId};
use jobs::{Job, Outcome};
use outbound::callback::{CallbackAnswer, CallbackError, Endpoint, Secret, next_wait};
use store::table;
use store::table::endpoint::{ACTIVE, DELIVERED, Delivery};

use super::id_of;
use crate::{AppError, Ctx, endpoint, event};

pub(crate) const KIND: &str = "deliver_callback";

/// How soon an event is looked at again that has no number yet: the sequencer needs milliseconds, and may be down for longer.
const UNNUMBERED: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));
/// How long an endpoint that is overloaded or does not answer is left alone by all events, unless it asks for a longer while.
const PAUSE: Duration = Duration::from_secs(5);
/// What an endpoint may ask for; the event that it refused waits for as long as it asked.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Delivers, or says when to try again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let (endpoint, id) = match (id_of(&job, "endpoint", EndpointId::parse), id_of(&job, "event", EventId::parse)) {
        (Ok(endpoint), Ok(event)) => (endpoint, event),
        (Err(outcome), _) | (_, Err(outcome)) => return Ok(outcome),
    };
    let (row, event, tried) = ctx
        .store
        .read(move |tx| {
            let tried = table::endpoint::tried(tx, endpoint, id)?;
            Ok::<_, AppError>((table::endpoint::load(tx, endpoint)?, table::event::by_id(tx, id)?, tried))
        })
        .await?;
    let Some(row) = row.filter(|row| row.state == ACTIVE) else { return Ok(Outcome::Done) };
    let (state, attempts) = tried.unwrap_or_default();
    // a run before this one was broken off between its record and its end: the receiver has the event
    if state == DELIVERED {
        return Ok(Outcome::Done);
    }
    let Some(event) = event else {
        let (shortest, longest) = UNNUMBERED;
        return Ok(Outcome::Wait { after: ctx.now().since(job.created).clamp(shortest, longest) });
    };
    let secret = ctx.keys.open(&endpoint::seal_context(endpoint), &row.secret)?;
    let secret = std::str::from_utf8(&secret)
        .ok()
        .and_then(|text| Secret::parse(text).ok())
        .ok_or_else(|| AppError::internal("an endpoint's secret"))?;
    let to = Endpoint { url: row.url, secrets: vec![secret] };
    let answer = ctx.callbacks.deliver(&to, &id.to_string(), event::body(&event)?, ctx.now()).await;
    ctx.counts.callback(&answer);

    let mut delivery = Delivery {
        endpoint,
        event: id,
        state: DELIVERED.to_owned(),
        attempts: attempts + 1,
        status: answer.as_ref().ok().map(|answer| i64::from(answer.status)),
        error: None,
        at: ctx.now(),
    };
    let (outcome, gone) = match &answer {
        Ok(answer) if answer.is_success() => (Outcome::Done, false),
        Ok(answer) if answer.is_gone() => (Outcome::failed("410"), true),
        Ok(answer) => (again(&ctx, delivery.attempts, answer.retry_after, answer.status.to_string()), false),
        Err(error) => (again(&ctx, delivery.attempts, None, error.code().to_owned()), false),
    };
    match &outcome {
        Outcome::Retry { error, .. } => (delivery.state, delivery.error) = ("retrying".to_owned(), Some(error.clone())),
        Outcome::Failed { error } => (delivery.state, delivery.error) = ("failed".to_owned(), Some(error.clone())),
        Outcome::Done | Outcome::Wait { .. } | Outcome::Backoff { .. } => {}
    }
    let until = pause(&answer).map(|pause| ctx.now().plus(pause));
    ctx.store
        .write(move |tx| {
            table::endpoint::record(tx, &delivery)?;
            if let Some(until) = until {
                table::job::pause(tx, &table::job::line(KIND, Some(&endpoint.to_string())), until)?;
            }
            if gone {
                table::endpoint::disable(tx, endpoint)?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(outcome)
}

/// For how long the endpoint is to be left alone, where it cannot keep up.
fn pause(answer: &Result<CallbackAnswer, CallbackError>) -> Option<Duration> {
    match answer {
        Ok(answer) if answer.is_overloaded() => Some(answer.retry_after.unwrap_or(PAUSE).clamp(PAUSE, LONGEST_PAUSE)),
        Err(CallbackError::TimedOut) => Some(PAUSE),
        Ok(_) | Err(_) => None,
    }
}

/// `attempts` counts what was sent, not how often the job was looked at.
fn again(ctx: &Ctx, attempts: i64, asked: Option<Duration>, error: String) -> Outcome {
    let attempt = u32::try_from(attempts).unwrap_or(u32::MAX);
    match next_wait(attempt, asked, u32::from_be_bytes(ctx.random())) {
        Some(after) => Outcome::Retry { after, error },
        None => Outcome::failed(error),
    }
}
