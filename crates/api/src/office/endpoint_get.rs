//! GET `/v1/webhook-endpoints/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::Endpoint;

use super::convert;
use crate::document::{PathId, Refusals};

/// One endpoint, without its secret.
#[utoipa::path(get, operation_id = "endpoint_get", path = "/v1/webhook-endpoints/{id}", tag = "events", params(PathId),
    responses((status = 200, description = "As it is now", body = Endpoint), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<EndpointId>) -> Answer<Endpoint> {
    let found = app::endpoint::get(&ctx, &call, id).await?;
    let version = found.version;
    Ok(Object::ok(convert::endpoint(found)).version(version))
}
