//! Sends one event to an endpoint once more, whatever became of it before.

use domain::id::{EndpointId, EventId};
use store::table;

use super::{require_in_use, visible};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, event};

/// Enqueues it behind what the same package still waits for; one that waits for its next try is tried now.
pub async fn resend(ctx: &Ctx, call: &Call, id: EndpointId, event: EventId) -> Result<(), AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.resend").await?;
    let now = ctx.now();
    act::run(ctx, call, Act::new("endpoint.resend", event), move |tx| {
        let row = visible(table::endpoint::load(tx, id)?, licensee)?;
        require_in_use(&row)?;
        let event = table::event::by_id(tx, event)?.filter(|event| event.licensee == licensee).or_missing()?;
        Ok(event::again(tx, id, &event, now)?)
    })
    .await
}
