//! The log of an endpoint's deliveries, of the newest event first.

use domain::id::{EndpointId, EventId};
use store::table;

use super::visible;
use crate::{AppError, Call, Ctx};

pub use store::table::delivery::Delivery;

/// Which of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `delivered`, `pending`, `retrying` or `failed`.
    pub state: Option<String>,
    /// Of events older than this one.
    pub before: Option<EventId>,
    /// At most so many.
    pub limit: u32,
}

/// A page of deliveries that were tried at least once, or are to be repeated.
pub async fn deliveries(ctx: &Ctx, call: &Call, id: EndpointId, filter: Filter) -> Result<Vec<Delivery>, AppError> {
    let licensee = call.office_key()?;
    ctx.store
        .read(move |tx| {
            visible(table::endpoint::load(tx, id)?, licensee)?;
            Ok(table::delivery::newest(tx, id, filter.state.as_deref(), filter.before, i64::from(filter.limit))?)
        })
        .await
}
