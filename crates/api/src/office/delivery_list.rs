//! GET `/v1/webhook-endpoints/{id}/deliveries`.

use app::Ctx;
use axum::extract::State;
use domain::code;
use domain::id::EndpointId;
use surguch_http::{Answer, Id, Listed};
use wire::office::{Delivery, ListDeliveries, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// The log of deliveries to an endpoint, of the newest event first; kept for 90 days.
#[utoipa::path(get, operation_id = "delivery_list", path = "/v1/webhook-endpoints/{id}/deliveries", tag = "events", params(PathId, ListDeliveries),
    responses((status = 200, description = "One page", body = Page<Delivery>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Id(id): Id<EndpointId>,
    Listed { call, query, marks }: Listed<ListDeliveries>,
) -> Answer<Page<Delivery>> {
    const STATES: [&str; 4] = ["delivered", "pending", "retrying", "failed"];
    let (state, slice) = query.judge(|p, query| {
        let state = p.optional("/status", query.status.as_deref(), |status| {
            if STATES.contains(&status) { Ok(status.to_owned()) } else { Err(code::VALUE_INVALID) }
        });
        let slice = marks.slice(p, query.limit, query.after.as_deref());
        Some((state?, slice?))
    })?;
    let page = app::endpoint::deliveries(&ctx, &call, id, state, slice).await?;
    Ok(marks.answer(page, convert::delivery))
}
