//! POST `/crypto/v3/UploadChunk`.

use app::Ctx;
use app::cloud_signing::{LONGEST_CHUNK, add_chunk};
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Refusal, Streamed};
use wire::cloud::{UploadChunk, UploadedChunk};

use super::convert;
use crate::document::{Binary, Refusals};

/// Takes the next piece of a file, at most 16 MiB. A piece that is there already may come again.
#[utoipa::path(post, operation_id = "cloud_upload_chunk", path = "/crypto/v3/UploadChunk", tag = "cloud", params(UploadChunk),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses((status = 200, description = "Taken", body = UploadedChunk), Refusals))]
pub(crate) async fn upload(
    State(ctx): State<Ctx>,
    AnyParams(query): AnyParams<UploadChunk>,
    mut body: Streamed,
) -> Result<Json<UploadedChunk>, Refusal> {
    body.at_most(LONGEST_CHUNK)?;
    let (id, offset) = convert::chunk(query)?;
    let call = body.call().clone();
    match add_chunk(&ctx, &call, id, offset, body.stream()).await {
        Ok(upload) => Ok(Json(UploadedChunk { file_id: upload.id.uuid().to_string(), length: upload.received })),
        Err(error) => Err(body.refuse(error).await),
    }
}
