//! GET `/kcr/v1/issues/{id}`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::issues::Issue;

use super::path::Of;
use super::convert;
use crate::document::Refusals;

/// A request as it stands; also the way to learn whether it is actualised.
#[utoipa::path(get, operation_id = "issue_get", path = "/kcr/v1/issues/{id}", tag = "issues", params(("id" = String, Path)),
    responses((status = 200, description = "As it stands", body = Issue), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Result<Json<Issue>, Refusal> {
    Ok(Json(convert::issue(&client::get(&ctx, &call, id).await?, ctx.now())))
}
