//! POST `/crypto/v3/CreateFile`.

use app::Ctx;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::cloud::{CreateFile, CreatedFile};

use super::convert;
use crate::document::Refusals;

/// Announces a file that is to be signed; its bytes come by `UploadChunk`. It is kept for a day.
#[utoipa::path(post, operation_id = "cloud_create_file", path = "/crypto/v3/CreateFile", tag = "cloud", params(CreateFile),
    responses((status = 200, description = "Announced", body = CreatedFile), Refusals))]
pub(crate) async fn create(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<CreateFile>,
) -> Result<Json<CreatedFile>, Refusal> {
    let upload = app::cloud_signing::announce(&ctx, &call, convert::new_file(query)?).await?;
    Ok(Json(CreatedFile { file_id: upload.id.uuid().to_string(), length: upload.received }))
}
