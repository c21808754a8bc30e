//! GET `/kcr/v1/issue-events`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::issues::{FeedQuery, IssueEvents};

use super::convert;
use crate::document::Refusals;

/// What happened to requests after an event, in order and without gaps; requests that were deleted are among them. `lastId` is what to ask
/// after next.
#[utoipa::path(get, operation_id = "event_list", path = "/kcr/v1/issue-events", tag = "issues", params(FeedQuery),
    responses((status = 200, description = "The next events", body = IssueEvents), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<FeedQuery>,
) -> Result<Json<IssueEvents>, Refusal> {
    let (limit, after) = convert::piece(query)?;
    let feed = client::events(&ctx, &call, limit, after).await?;
    Ok(Json(convert::events(&feed, after)))
}
