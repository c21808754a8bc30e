//! DELETE `/v1/webhook-endpoints/{id}`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::EndpointId;
use surguch_http::{Auth, Id, Refusal};

use crate::document::{PathId, Refusals, SeenVersion};

/// Takes an endpoint away: it stands in no list any more. Again changes nothing.
///
/// `If-Match` says which version the caller has seen: 428 without it, 412 with another.
#[utoipa::path(delete, operation_id = "endpoint_delete", path = "/v1/webhook-endpoints/{id}", tag = "events", params(PathId, SeenVersion),
    responses((status = 204, description = "Nothing is sent there any more"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<EndpointId>) -> Result<StatusCode, Refusal> {
    app::endpoint::delete(&ctx, &call, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
