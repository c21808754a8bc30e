//! PATCH `/v1/webhook-endpoints/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Acting, Answer, Id, Object};
use wire::office::{Endpoint, UpdateEndpoint};

use super::convert;
use crate::document::{PathId, Refusals, SeenVersion};

/// Changes an endpoint, pauses it, or takes it into use again: then everything that waited is sent, in order.
///
/// `If-Match` says which version the caller has seen: 428 without it, 412 with another.
#[utoipa::path(patch, operation_id = "endpoint_update", path = "/v1/webhook-endpoints/{id}", tag = "events", params(PathId, SeenVersion), request_body = UpdateEndpoint,
    responses((status = 200, description = "As it is now", body = Endpoint), Refusals))]
pub(crate) async fn update(
    State(ctx): State<Ctx>,
    Id(id): Id<EndpointId>,
    Acting { call, body }: Acting<UpdateEndpoint>,
) -> Answer<Endpoint> {
    let changed = app::endpoint::update(&ctx, &call, id, convert::changes(body)).await?;
    let version = changed.version;
    Ok(Object::ok(convert::endpoint(changed)).version(version))
}
