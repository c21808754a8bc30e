//! The log of an endpoint's deliveries, of the newest event first.

use domain::id::EndpointId;
use store::table;

use super::visible;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

pub use store::table::delivery::Delivery;

/// A page of deliveries that were tried at least once, or are to be repeated; of one state (`delivered`, `pending`, `retrying` or `failed`)
/// or of all.
pub async fn deliveries(ctx: &Ctx, call: &Call, id: EndpointId, state: Option<String>, slice: Slice) -> Result<Page<Delivery>, AppError> {
    let licensee = call.office_key()?;
    let place = |one: &Delivery| Place::by_id(one.event.uuid());
    ctx.store
        .read(move |tx| {
            visible(table::endpoint::load(tx, id)?, licensee)?;
            Ok(Page::read(slice, place, |slice| table::delivery::page(tx, id, state.as_deref(), slice))?)
        })
        .await
}
