//! POST `/kcr/v1/issues/{id}/validate`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Sends a request to be checked by the authority. Data and documents have to be whole, and no register may have said anything fatal.
#[utoipa::path(post, operation_id = "issue_validate", path = "/kcr/v1/issues/{id}/validate", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "It is being checked"), Refusals))]
pub(crate) async fn validate(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::submit(&ctx, &call, id).await?;
    Ok(DONE)
}
