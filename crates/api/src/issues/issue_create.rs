//! POST `/kcr/v1/issues`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyCase, Refusal};
use wire::issues::{Issue, NewIssue};

use super::convert;
use crate::document::Refusals;

/// Creates a request. A draft may lack anything; it is asked for when the request is sent to be checked.
#[utoipa::path(post, operation_id = "issue_create", path = "/kcr/v1/issues", tag = "issues", request_body = NewIssue,
    responses((status = 200, description = "Created", body = Issue), Refusals))]
pub(crate) async fn create(State(ctx): State<Ctx>, AnyCase { call, body }: AnyCase<NewIssue>) -> Result<Json<Issue>, Refusal> {
    let done = client::create(&ctx, &call, convert::application(body)?).await?;
    Ok(Json(convert::issue(&done.value, ctx.now())))
}
