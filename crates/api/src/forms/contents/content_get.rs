//! GET `/realty/contents/v2/contents/{contentId}`.

use app::{Ctx, deposit};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use domain::id::ContentId;
use surguch_http::Refusal;
use surguch_http::download::attachment;

use super::super::Failures;
use super::super::ask::Org;
use super::super::entity::Named;
use crate::document::Binary;

/// The bytes, as they came. Every look at them is recorded.
#[utoipa::path(get, operation_id = "content_get", path = "/realty/contents/v2/contents/{contentId}", tag = "contents",
    params(("contentId" = String, Path, format = "uuid")),
    responses((status = 200, description = "The bytes", content_type = "*/*", body = Binary), Failures))]
pub(crate) async fn get(State(ctx): State<Ctx>, Org(org): Org, path: Named) -> Result<Response, Refusal> {
    let opened = deposit::open(&ctx, &org, ContentId::new(path.guid("contentId")?)).await?;
    let kept = &opened.deposit;
    let name = format!("{}.{}", kept.id.uuid(), kept.sort.word());
    let mut response = Response::new(Body::from_stream(opened.body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kept.sort.media_type()));
    headers.insert(CONTENT_LENGTH, kept.size.into());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(disposition) = HeaderValue::from_str(&attachment(&name)) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
