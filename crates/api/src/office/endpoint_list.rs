//! GET `/v1/webhook-endpoints`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object};
use wire::office::{Endpoint, Page};

use super::convert;
use crate::document::Refusals;

/// All endpoints, without their secrets.
#[utoipa::path(get, operation_id = "endpoint_list", path = "/v1/webhook-endpoints", tag = "events",
    responses((status = 200, description = "All of them", body = Page<Endpoint>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth) -> Answer<Page<Endpoint>> {
    let found = app::endpoint::list(&ctx, &call).await?;
    Ok(Object::ok(convert::whole(found.into_iter().map(convert::endpoint).collect())))
}
