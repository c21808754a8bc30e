//! GET `/v1/webhook-endpoints`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{Endpoint, ListAll, Page};

use super::convert;
use crate::document::Refusals;

/// The endpoints, the newest first, without their secrets.
#[utoipa::path(get, operation_id = "endpoint_list", path = "/v1/webhook-endpoints", tag = "events", params(ListAll),
    responses((status = 200, description = "One page", body = Page<Endpoint>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<Endpoint>> {
    let slice = convert::slice(&marks, query)?;
    let page = app::endpoint::list(&ctx, &call, slice).await?;
    Ok(marks.answer(page, convert::endpoint))
}
