//! Sends one event to one endpoint. At least once: the receiver tells repeats apart by `webhook-id`, which never changes.

use std::time::Duration;

use domain::id::{EndpointId, EventId};
use jobs::{Job, Outcome};
use outbound::callback::{Endpoint, Secret, next_wait};
use store::table;
use store::table::endpoint::{ACTIVE, DELIVERED, Delivery};

use super::id_of;
use crate::{AppError, Ctx, endpoint, event};

pub(crate) const KIND: &str = "deliver_callback";

/// How soon an event is looked at again that has no number yet: the sequencer needs milliseconds.
const UNNUMBERED: Duration = Duration::from_millis(20);

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
    let Some(event) = event else { return Ok(Outcome::Retry { after: UNNUMBERED, error: "the event has no number yet".to_owned() }) };
    let secret = ctx.keys.open(&endpoint::seal_context(endpoint), &row.secret)?;
    let secret = std::str::from_utf8(&secret)
        .ok()
        .and_then(|text| Secret::parse(text).ok())
        .ok_or_else(|| AppError::internal("an endpoint's secret"))?;
    let to = Endpoint { url: row.url, secrets: vec![secret] };
    let answer = ctx.callbacks.deliver(&to, &id.to_string(), event::body(&event)?, ctx.now()).await;

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
        Outcome::Done | Outcome::Backoff { .. } => {}
    }
    ctx.store
        .write(move |tx| {
            table::endpoint::record(tx, &delivery)?;
            if gone {
                table::endpoint::disable(tx, endpoint)?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(outcome)
}

/// `attempts` counts what was sent, not how often the job was looked at.
fn again(ctx: &Ctx, attempts: i64, asked: Option<Duration>, error: String) -> Outcome {
    let attempt = u32::try_from(attempts).unwrap_or(u32::MAX);
    match next_wait(attempt, asked, u32::from_be_bytes(ctx.random())) {
        Some(after) => Outcome::Retry { after, error },
        None => Outcome::failed(error),
    }
}
