//! POST `/kcr/v1/issues/{id}/forward-to-cabinet`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Puts an approved request into the subject's cabinet. A natural person or a counterparty has to be identified before.
#[utoipa::path(post, operation_id = "issue_forward", path = "/kcr/v1/issues/{id}/forward-to-cabinet", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "It is in the cabinet"), Refusals))]
pub(crate) async fn forward(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::forward(&ctx, &call, id).await?;
    Ok(DONE)
}
