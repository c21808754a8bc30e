//! DELETE `/kcr/v1/issues/{id}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Deletes a request with everything in it; in `preparing`, `correction` and `approved` alone. Its events stay.
#[utoipa::path(delete, operation_id = "issue_delete", path = "/kcr/v1/issues/{id}", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "Deleted"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::delete(&ctx, &call, id).await?;
    Ok(DONE)
}
