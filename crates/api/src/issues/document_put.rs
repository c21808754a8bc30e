//! PUT `/kcr/v1/issues/{id}/documents/{type}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::AnyCase;
use wire::issues::PutDocument;

use super::path::OfDocument;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Adds a document, or changes its requisites. A document without requisites is added by an empty body.
#[utoipa::path(put, operation_id = "document_put", path = "/kcr/v1/issues/{id}/documents/{type}", tag = "documents",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path)), request_body = PutDocument,
    responses((status = 204, description = "It is there"), Refusals))]
pub(crate) async fn put(State(ctx): State<Ctx>, OfDocument(id, kind): OfDocument, AnyCase { call, body }: AnyCase<PutDocument>) -> Done {
    client::put_document(&ctx, &call, id, kind, convert::document_change(kind, body)?).await?;
    Ok(DONE)
}
