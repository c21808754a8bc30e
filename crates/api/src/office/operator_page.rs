//! GET `/v1/operator/certificate-requests/{id}/documents/{kind}/pages/{page_id}`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::IntoResponse;
use domain::code;
use domain::id::{IssueId, PageId};
use domain::issue::document::Kind;
use surguch_http::{Auth, Id, Raw, Refusal};

use crate::document::{Binary, Refusals};

/// A scan, as it came. Every look at one is recorded.
#[utoipa::path(get, operation_id = "operator_page", path = "/v1/operator/certificate-requests/{id}/documents/{kind}/pages/{page_id}", tag = "operator",
    params(("id" = String, Path), ("kind" = String, Path, description = "The kind of document"), ("page_id" = String, Path)),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Binary), Refusals))]
pub(crate) async fn page(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<IssueId>,
    Raw(path): Raw,
) -> Result<impl IntoResponse + use<>, Refusal> {
    let kind = path.get("kind").and_then(|word| Kind::parse(word)).ok_or(code::NOT_FOUND)?;
    let page = path.get("page_id").and_then(|text| PageId::parse(text).ok()).ok_or(code::NOT_FOUND)?;
    let opened = operator::open_page(&ctx, &call, id, kind, page).await?;
    let head = [(CONTENT_TYPE, opened.media_type), (CACHE_CONTROL, "no-store".to_owned()), (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())];
    Ok((head, opened.bytes))
}
