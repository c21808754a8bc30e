//! POST `/kcr/v1/issues/{id}/documents/{type}/pages`.

use app::Ctx;
use app::request::client::{self, NewPage};
use axum::extract::State;
use domain::issue::document::LARGEST_PAGE;
use surguch_http::Streamed;

use super::path::OfDocument;
use super::{DONE, Done};
use crate::document::{Binary, Refusals};

/// Adds a scanned page to a document that is there: pdf, png, jpeg, tiff or gif of at most 10 MB, whatever the header says they are.
#[utoipa::path(post, operation_id = "page_add", path = "/kcr/v1/issues/{id}/documents/{type}/pages", tag = "documents",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path)),
    request_body(content = Binary, content_type = "image/jpeg"), responses((status = 204, description = "Added"), Refusals))]
pub(crate) async fn add(State(ctx): State<Ctx>, OfDocument(id, kind): OfDocument, mut body: Streamed) -> Done {
    body.at_most(LARGEST_PAGE)?;
    let call = body.call().clone();
    match client::add_page(&ctx, &call, id, kind, NewPage::default(), body.stream()).await {
        Ok(_) => Ok(DONE),
        Err(error) => Err(body.refuse(error).await),
    }
}
