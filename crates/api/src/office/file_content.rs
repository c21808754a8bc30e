//! GET `/v1/files/{id}/content`.

use app::{AppError, Ctx};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::RANGE;
use axum::response::Response;
use domain::id::FileId;
use surguch_http::download::{Described, Wanted, wanted};
use surguch_http::{Auth, Id, Refusal};

use crate::document::{Binary, PathId, Refusals};

/// The bytes of a file (row 6.2), whole or one range of them. They never change, so their `ETag` is their digest.
#[utoipa::path(get, operation_id = "file_content", path = "/v1/files/{id}/content", tag = "files",
    params(PathId, ("Range" = Option<String>, Header, description = "One range of bytes, such as `bytes=0-1023`")),
    responses(
        (status = 200, description = "All bytes", content_type = "*/*", body = Binary),
        (status = 206, description = "The range", content_type = "*/*", body = Binary),
        Refusals
    ))]
pub(crate) async fn content(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<FileId>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut opened = app::file::open(&ctx, &call, id, None).await?;
    let file = opened.file;
    let described = Described { name: &file.name, media_type: &file.media_type, size: file.size, sha256: &file.sha256 };
    let mut piece = Wanted::Whole;
    if headers.contains_key(RANGE) {
        piece = wanted(&headers, file.size, &described.etag()).map_err(|code| AppError::from(code).with("size", file.size))?;
    }
    if let Wanted::Piece { from, to } = piece {
        opened.body = app::file::open(&ctx, &call, id, Some(from..to)).await?.body;
    }
    Ok(described.respond(piece, Body::from_stream(opened.body)))
}
