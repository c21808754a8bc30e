//! DELETE `/kcr/v1/issues/{id}/documents/{type}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::OfDocument;
use super::{DONE, Done};
use crate::document::Refusals;

/// Deletes a document with its pages.
#[utoipa::path(delete, operation_id = "document_delete", path = "/kcr/v1/issues/{id}/documents/{type}", tag = "documents",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path)), responses((status = 204, description = "Deleted"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, OfDocument(id, kind): OfDocument) -> Done {
    client::delete_document(&ctx, &call, id, kind).await?;
    Ok(DONE)
}
