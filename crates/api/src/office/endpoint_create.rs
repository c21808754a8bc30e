//! POST `/v1/webhook-endpoints`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Object};
use wire::office::{Endpoint, NewEndpoint};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Adds an endpoint that takes callbacks (rows 3.2, 4.2, 4.3). Its secret is in this answer and nowhere else.
#[utoipa::path(post, operation_id = "endpoint_create", path = "/v1/webhook-endpoints", tag = "events", params(IdempotencyKey), request_body = NewEndpoint,
    responses((status = 201, description = "Created", body = Endpoint), Refusals))]
pub(crate) async fn create(State(ctx): State<Ctx>, Creating { call, body }: Creating<NewEndpoint>) -> Answer<Endpoint> {
    let done = app::endpoint::create(&ctx, &call, convert::new_endpoint(body)).await?;
    let location = format!("/v1/webhook-endpoints/{}", done.value.id);
    let version = done.value.version;
    Ok(Object::created(convert::created_endpoint(done.value), location).version(version).replayed(done.replayed))
}
