//! POST `/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{EndpointId, EventId};
use surguch_http::{Auth, Ids, Refusal};

use crate::document::Refusals;

/// Sends one event to an endpoint once more, with the same id and bytes, whatever became of it before.
#[utoipa::path(post, operation_id = "delivery_resend", path = "/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend", tag = "events",
    params(("id" = String, Path, description = "The endpoint"), ("event_id" = String, Path, description = "The event")),
    responses((status = 202, description = "It is on its way"), Refusals))]
pub(crate) async fn resend(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Ids(endpoint, event): Ids<EndpointId, EventId>,
) -> Result<StatusCode, Refusal> {
    app::endpoint::resend(&ctx, &call, endpoint, event).await?;
    Ok(StatusCode::ACCEPTED)
}
