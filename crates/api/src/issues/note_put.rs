//! POST `/kcr/v1/issues/{id}/note`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyCase, Refusal};
use wire::issues::{Note, PutNote};

use super::path::Of;
use super::convert;
use crate::document::Refusals;

/// Leaves a note, in place of the one before.
#[utoipa::path(post, operation_id = "note_put", path = "/kcr/v1/issues/{id}/note", tag = "issues", params(("id" = String, Path)),
    request_body = PutNote, responses((status = 200, description = "The note", body = Note), Refusals))]
pub(crate) async fn put(State(ctx): State<Ctx>, Of(id): Of, AnyCase { call, body }: AnyCase<PutNote>) -> Result<Json<Note>, Refusal> {
    let content = convert::note(body)?;
    client::put_note(&ctx, &call, id, &content).await?;
    Ok(Json(Note { content }))
}
