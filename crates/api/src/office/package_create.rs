//! POST `/v1/packages`: JSON and files in one multipart body, read as they arrive.

use app::package::NewFile;
use app::{AppError, Ctx, Problem};
use axum::extract::State;
use domain::code;
use surguch_http::multipart::Head;
use surguch_http::{Answer, JSON_LIMIT, Object, Upload};
use wire::office::{NewPackage, Package, PackageForm};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// The name of the part that is no file.
const PACKAGE: &str = "package";

/// The parts, as far as they were read.
#[derive(Default)]
struct Form {
    package: Option<NewPackage>,
    files: Vec<NewFile>,
}

/// Creates a package with name, files and route, and sends it: one call, all or nothing (rows 3.1, 4.1).
#[utoipa::path(post, operation_id = "package_create", path = "/v1/packages", tag = "packages", params(IdempotencyKey),
    request_body(content = PackageForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Created", body = Package), Refusals))]
pub(crate) async fn create(State(ctx): State<Ctx>, mut upload: Upload) -> Answer<Package> {
    let form = match read(&ctx, &mut upload).await {
        Ok(form) => form,
        Err(error) => {
            upload.drain().await;
            return Err(error.into());
        }
    };
    let body = form.package.ok_or_else(|| problem(PACKAGE, code::FIELD_REQUIRED))?;
    let new = convert::new_package(body, form.files)?;
    let done = app::package::create(&ctx, &upload.into_call(), new).await?;
    let location = format!("/v1/packages/{}", done.value.id);
    Ok(Object::created(convert::package(&done.value), location).version(done.value.version).replayed(done.replayed))
}

async fn read(ctx: &Ctx, upload: &mut Upload) -> Result<Form, AppError> {
    let mut form = Form::default();
    while let Some(head) = upload.parts().next().await.map_err(|broken| broken.0)? {
        if head.name == PACKAGE {
            if form.package.is_some() {
                return Err(problem(PACKAGE, code::VALUE_INVALID));
            }
            form.package = Some(json(upload, &head).await?);
        } else if head.file_name.is_some() {
            form.files.push(file(ctx, upload, head).await?);
        } else {
            return Err(problem(&head.name, code::FIELD_UNKNOWN));
        }
    }
    Ok(form)
}

async fn json(upload: &mut Upload, head: &Head) -> Result<NewPackage, AppError> {
    let bytes = upload.parts().whole(JSON_LIMIT).await.map_err(|broken| broken.0)?;
    upload.count_bytes(head, &bytes);
    Upload::json(&bytes)
}

async fn file(ctx: &Ctx, upload: &mut Upload, head: Head) -> Result<NewFile, AppError> {
    let call = upload.call().clone();
    let stored = match app::content::store(ctx, &call, upload.parts().stream()).await {
        Ok(stored) => stored,
        // what cut the body off says more than that it could not be stored
        Err(error) => return Err(upload.parts().failure().map_or(error, AppError::from)),
    };
    upload.count(&head, &stored.sha256);
    let media_type = head.media_type.filter(|declared| is_media_type(declared));
    Ok(NewFile {
        name: head.file_name.unwrap_or_default(),
        media_type: media_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
        stored,
    })
}

/// Whether a declared type may stand in a header later.
fn is_media_type(text: &str) -> bool {
    let form = text.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
    form && text.len() <= 127 && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
}

fn problem(field: &str, code: code::Code) -> AppError {
    let field = field.replace('~', "~0").replace('/', "~1");
    AppError::invalid(vec![Problem::new(format!("/{field}"), code)])
}
