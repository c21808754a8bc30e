//! POST `/v1/webhook-endpoints/{id}/rotate-secret`.

use std::time::Duration;

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Answer, Creating, Id, Object};
use wire::office::{Endpoint, RotateSecret};

use super::convert;
use crate::document::{IdempotencyKey, PathId, Refusals};

/// How long both secrets sign where nobody says.
const USUAL_OVERLAP: u64 = 24 * 3600;

/// Makes a new secret, shown in this answer and nowhere else. The old one signs too for a while.
#[utoipa::path(post, operation_id = "endpoint_rotate_secret", path = "/v1/webhook-endpoints/{id}/rotate-secret", tag = "events",
    params(PathId, IdempotencyKey), request_body = RotateSecret,
    responses((status = 200, description = "With the new secret", body = Endpoint), Refusals))]
pub(crate) async fn rotate_secret(
    State(ctx): State<Ctx>,
    Id(id): Id<EndpointId>,
    Creating { call, body }: Creating<RotateSecret>,
) -> Answer<Endpoint> {
    let overlap = Duration::from_secs(body.overlap_seconds.unwrap_or(USUAL_OVERLAP));
    let done = app::endpoint::rotate(&ctx, &call, id, overlap).await?;
    let version = done.value.version;
    Ok(Object::ok(convert::created_endpoint(done.value)).version(version).replayed(done.replayed))
}
