//! POST `/v1/packages/{id}/files`: one file as it is, read as it arrives.

use app::package::NewFile;
use app::{AppError, Ctx};
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Id, Object, Params, RawUpload};
use wire::office::{File, FileName};

use super::convert;
use crate::document::{Binary, IdempotencyKey, PathId, Refusals};

/// Puts one more file into a draft: the body is the file.
#[utoipa::path(post, operation_id = "package_add_file", path = "/v1/packages/{id}/files", tag = "packages",
    params(PathId, FileName, IdempotencyKey),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses((status = 201, description = "Added", body = File), Refusals))]
pub(crate) async fn add_file(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Params(FileName { name }): Params<FileName>,
    mut upload: RawUpload,
) -> Answer<File> {
    let file = match read(&ctx, &mut upload, name).await {
        Ok(file) => file,
        Err(error) => {
            upload.drain().await;
            return Err(error.into());
        }
    };
    let call = upload.into_call(&file.name, &file.stored.sha256)?;
    let done = app::package::add_file(&ctx, &call, id, file).await?;
    let location = format!("/v1/files/{}/content", done.value.id);
    Ok(Object::created(convert::original(&done.value), location).replayed(done.replayed))
}

async fn read(ctx: &Ctx, upload: &mut RawUpload, name: String) -> Result<NewFile, AppError> {
    let (call, media_type) = (upload.call().clone(), convert::media_type(upload.media_type()));
    match app::content::store(ctx, &call, upload.stream()).await {
        Ok(stored) => Ok(NewFile { name, media_type, stored }),
        // what cut the body off says more than that it could not be stored
        Err(error) => Err(upload.failure().map_or(error, AppError::from)),
    }
}
