//! POST `/v1/webhook-endpoints/{id}/test`.

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::EndpointTest;

use super::convert;
use crate::document::{PathId, Refusals};

/// Calls an endpoint once with an event `test.ping`, and says what its receiver answered. Waits for that answer.
#[utoipa::path(post, operation_id = "endpoint_test", path = "/v1/webhook-endpoints/{id}/test", tag = "events", params(PathId),
    responses((status = 200, description = "What came of it", body = EndpointTest), Refusals))]
pub(crate) async fn test(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<EndpointId>) -> Answer<EndpointTest> {
    let pong = app::endpoint::ping(&ctx, &call, id).await?;
    Ok(Object::ok(convert::endpoint_test(pong)))
}
