//! Sends a whole span of events to an endpoint once more: by number, or by time.

use domain::code;
use domain::id::EndpointId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::table;

use super::{require_in_use, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::Problem;
use crate::job::replay_events;
use crate::{AppError, Call, Ctx};

/// Which events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Both numbers included.
    Numbers(i64, i64),
    /// From the first moment, and before the second one.
    Time(Timestamp, Timestamp),
}

/// What is being sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaying {
    /// The first number that is looked at.
    pub first: i64,
    /// The last one.
    pub last: i64,
}

/// Begins to send the events of the span that the endpoint wants, in their order, with the same ids and bytes.
pub async fn replay(ctx: &Ctx, call: &Call, id: EndpointId, span: Span) -> Result<Done<Replaying>, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.replay").await?;
    let (pointer, backwards) = match span {
        Span::Numbers(first, last) => ("/to_sequence", first > last),
        Span::Time(from, to) => ("/to", from > to),
    };
    if backwards {
        return Err(AppError::invalid(vec![Problem::new(pointer, code::VALUE_INVALID)]));
    }
    let (now, run) = (ctx.now(), ctx.uuid());
    act::once(ctx, call, Act::new("endpoint.replay", id), Keep::Plain, move |tx| {
        let row = visible(table::endpoint::load(tx, id)?, licensee)?;
        require_in_use(&row)?;
        let end = table::event::last_number(tx, licensee)?;
        let job = match span {
            Span::Numbers(first, last) => replay_events::Part { run, endpoint: id, first: first.max(1), last: last.min(end), within: None },
            Span::Time(from, to) => replay_events::Part {
                run,
                endpoint: id,
                // neighbours in the feed may be out of order in time by as long as a transaction takes
                first: table::event::first_number_at(tx, licensee, from.minus(replay_events::SLACK))?,
                last: table::event::first_number_at(tx, licensee, to.plus(replay_events::SLACK))?.min(end),
                within: Some((from, to)),
            },
        };
        let replaying = Replaying { first: job.first, last: job.last };
        if job.first <= job.last {
            tx.job(job.into_job(licensee, now));
        }
        Ok(replaying)
    })
    .await
}
