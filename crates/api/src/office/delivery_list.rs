//! GET `/v1/webhook-endpoints/{id}/deliveries`.

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Answer, Auth, Given, Id, Object, Params};
use wire::office::{Delivery, ListDeliveries, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// The log of deliveries to an endpoint, of the newest event first; kept for 90 days.
#[utoipa::path(get, operation_id = "delivery_list", path = "/v1/webhook-endpoints/{id}/deliveries", tag = "events", params(PathId, ListDeliveries),
    responses((status = 200, description = "One page", body = Page<Delivery>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<EndpointId>,
    Params(query): Params<Given<ListDeliveries>>,
) -> Answer<Page<Delivery>> {
    let filter = convert::delivery_filter(query)?;
    let most = filter.limit as usize;
    let found = app::endpoint::deliveries(&ctx, &call, id, filter).await?;
    let next = found.last().filter(|_| found.len() == most).map(|last| last.event.to_string());
    Ok(Object::ok(Page { data: found.into_iter().map(convert::delivery).collect(), next }))
}
