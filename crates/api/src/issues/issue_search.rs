//! GET `/kcr/v1/issues`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::issues::{Issues, SearchQuery};

use super::convert;
use crate::document::Refusals;

/// Looks requests up.
#[utoipa::path(get, operation_id = "issue_search", path = "/kcr/v1/issues", tag = "issues", params(SearchQuery),
    responses((status = 200, description = "What was found", body = Issues), Refusals))]
pub(crate) async fn search(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<SearchQuery>,
) -> Result<Json<Issues>, Refusal> {
    let found = client::search(&ctx, &call, convert::search(query)?).await?;
    Ok(Json(convert::found(&found, ctx.now())))
}
