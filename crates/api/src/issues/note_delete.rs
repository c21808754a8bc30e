//! DELETE `/kcr/v1/issues/{id}/note`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Deletes the note.
#[utoipa::path(delete, operation_id = "note_delete", path = "/kcr/v1/issues/{id}/note", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "Deleted"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::delete_note(&ctx, &call, id).await?;
    Ok(DONE)
}
