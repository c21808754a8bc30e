//! POST `/kcr/v1/issues/{id}/retrieve-from-cabinet`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Takes a request back from the subject's cabinet.
#[utoipa::path(post, operation_id = "issue_retrieve", path = "/kcr/v1/issues/{id}/retrieve-from-cabinet", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "It is not in the cabinet any more"), Refusals))]
pub(crate) async fn retrieve(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::retrieve(&ctx, &call, id).await?;
    Ok(DONE)
}
