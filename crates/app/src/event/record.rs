//! Appends events and enqueues their deliveries in the transaction of the change.

use domain::id::{EventId, LicenseeId};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::{NewEvent, NewJob, Tx, table};

use crate::job::deliver_callback;
use crate::{AppError, Ctx};

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

/// Records what happened, in order.
pub(crate) fn record(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, told: Vec<Told>, now: Timestamp) -> Result<(), AppError> {
    if told.is_empty() {
        return Ok(());
    }
    let endpoints = table::endpoint::of_licensee(tx, licensee)?;
    for Told { kind, subject, data } in told {
        let id = EventId::new(ctx.uuid());
        for endpoint in endpoints.iter().filter(|endpoint| endpoint.wants(kind)) {
            tx.job(NewJob {
                id: format!("callback:{id}:{}", endpoint.id),
                kind: deliver_callback::KIND,
                licensee: Some(licensee),
                lane: Some(format!("{}:{subject}", endpoint.id)),
                target: Some(endpoint.id.to_string()),
                body: json!({ "endpoint": endpoint.id.to_string(), "event": id.to_string() }),
                run_at: now,
            });
        }
        tx.event(NewEvent { id, licensee, kind, at: now, lane: Some(subject.clone()), subject, data });
    }
    Ok(())
}
