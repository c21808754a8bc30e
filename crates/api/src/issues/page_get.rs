//! GET `/kcr/v1/issues/{id}/documents/{type}/pages/{page}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use surguch_http::{Auth, Refusal};

use super::path::OfPage;
use crate::document::{Binary, Refusals};

/// The bytes of a page, as they came. Every look at one is recorded.
#[utoipa::path(get, operation_id = "page_get", path = "/kcr/v1/issues/{id}/documents/{type}/pages/{page}", tag = "documents",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path), ("page" = String, Path)),
    responses((status = 200, description = "The bytes", content_type = "*/*", body = Binary), Refusals))]
pub(crate) async fn get(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    OfPage(id, kind, page): OfPage,
) -> Result<impl IntoResponse + use<>, Refusal> {
    let opened = client::open_page(&ctx, &call, id, kind, page).await?;
    Ok(([(CONTENT_TYPE, opened.media_type)], opened.bytes))
}
