//! DELETE `/kcr/v1/issues/{id}/documents/{type}/pages/{page}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::OfPage;
use super::{DONE, Done};
use crate::document::Refusals;

/// Deletes a page.
#[utoipa::path(delete, operation_id = "page_delete", path = "/kcr/v1/issues/{id}/documents/{type}/pages/{page}", tag = "documents",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path), ("page" = String, Path)),
    responses((status = 204, description = "Deleted"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, OfPage(id, kind, page): OfPage) -> Done {
    client::delete_page(&ctx, &call, id, kind, page).await?;
    Ok(DONE)
}
