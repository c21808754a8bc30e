//! Appends events and enqueues their deliveries in the transaction of the change.

use domain::id::{EndpointId, EventId, LicenseeId};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::table::delivery::{Delivery, PENDING};
use store::{NewEvent, NewJob, StoreError, Tx, table};

use crate::Ctx;
use crate::job::deliver_callback;

/// Something worth telling. Data holds ids and words, no personal data and no secrets.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// The published type.
    pub(crate) kind: &'static str,
    /// The shown id of what it happened to; deliveries about one subject keep their order.
    pub(crate) subject: String,
    /// Everything else that is told.
    pub(crate) data: Value,
}

/// Records what happened, in order. What an endpoint is not to be sent now is left to its catching up.
pub(crate) fn record(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, told: Vec<Told>, now: Timestamp) -> Result<(), StoreError> {
    if told.is_empty() {
        return Ok(());
    }
    let mut endpoints = Vec::new();
    for endpoint in table::endpoint::of_licensee(tx, licensee)? {
        let left = || told.iter().any(|told| endpoint.wants(told.kind));
        if endpoint.unsent_from.is_none() || (left() && !table::endpoint::is_behind(tx, endpoint.id)?) {
            endpoints.push(endpoint);
        }
    }
    for Told { kind, subject, data } in told {
        let id = EventId::new(ctx.uuid());
        for endpoint in endpoints.iter().filter(|endpoint| endpoint.wants(kind)) {
            tx.job(delivery_job(licensee, endpoint.id, id, &subject, now));
        }
        tx.event(NewEvent { id, licensee, kind, at: now, lane: Some(subject.clone()), subject, data });
    }
    Ok(())
}

/// Sends a numbered event to one endpoint once more, whatever became of it before; whoever waits for its turn has it at once.
pub(crate) fn again(tx: &mut Tx<'_>, endpoint: EndpointId, event: &table::event::Event, now: Timestamp) -> Result<(), StoreError> {
    let lane = event.lane.as_ref().unwrap_or(&event.subject);
    let job = delivery_job(event.licensee, endpoint, event.id, lane, now);
    if table::job::hasten(tx, &job.id, now)? {
        return Ok(());
    }
    table::job::forget_failed(tx, &job.id)?;
    tx.delivery(Delivery {
        endpoint,
        event: event.id,
        state: PENDING.to_owned(),
        attempts: 0,
        status: None,
        error: None,
        at: now,
        answer: None,
        next_at: Some(now),
    });
    tx.job(job);
    Ok(())
}

/// Sends a numbered event to one endpoint, unless it waits there already.
pub(crate) fn queue(tx: &mut Tx<'_>, endpoint: EndpointId, event: &table::event::Event, now: Timestamp) {
    let lane = event.lane.as_ref().unwrap_or(&event.subject);
    tx.job(delivery_job(event.licensee, endpoint, event.id, lane, now));
}

fn delivery_job(licensee: LicenseeId, endpoint: EndpointId, event: EventId, lane: &str, now: Timestamp) -> NewJob {
    NewJob {
        id: format!("callback:{event}:{endpoint}"),
        kind: deliver_callback::KIND,
        licensee: Some(licensee),
        lane: Some(format!("{endpoint}:{lane}")),
        target: Some(endpoint.to_string()),
        body: json!({ "endpoint": endpoint.to_string(), "event": event.to_string() }),
        run_at: now,
    }
}
