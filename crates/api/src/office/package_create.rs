//! POST `/v1/packages`: JSON and files in one multipart body, read as they arrive.

use app::package::{NewFile, check};
use app::{AppError, Ctx, Problem};
use axum::extract::State;
use domain::code;
use surguch_http::multipart::Head;
use surguch_http::{Answer, Given, JSON_LIMIT, Object, Upload, at};
use wire::office::{NewPackage, Package, PackageForm};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// The name of the part that is no file.
const PACKAGE: &str = "package";

/// The parts, as far as they were read.
#[derive(Default)]
struct Form {
    package: Option<Given<NewPackage>>,
    files: Vec<NewFile>,
    /// What is wrong with the parts themselves.
    problems: Vec<Problem>,
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
    let new = form.judge(&ctx)?;
    let done = app::package::create(&ctx, &upload.into_call(), new).await?;
    let location = format!("/v1/packages/{}", done.value.id);
    Ok(Object::created(convert::package(&done.value), location).version(done.value.version).replayed(done.replayed))
}

impl Form {
    fn judge(mut self, ctx: &Ctx) -> Result<app::package::NewPackage, AppError> {
        match self.package {
            Some(body) => convert::new_package(body.beside(self.problems), self.files, ctx.now()),
            None => {
                self.problems.push(at(PACKAGE, code::FIELD_REQUIRED));
                self.problems.extend(check::files(&self.files, false));
                Err(AppError::invalid(self.problems))
            }
        }
    }
}

async fn read(ctx: &Ctx, upload: &mut Upload) -> Result<Form, AppError> {
    let mut form = Form::default();
    while let Some(head) = upload.parts().next().await.map_err(|broken| broken.0)? {
        if head.name == PACKAGE {
            let package = json(upload, &head).await?;
            match form.package {
                None => form.package = Some(package),
                Some(_) => form.problems.push(at(PACKAGE, code::VALUE_INVALID)),
            }
        } else if head.file_name.is_none() {
            form.problems.push(at(&head.name, code::FIELD_UNKNOWN));
        } else if form.files.len() < check::MOST_FILES {
            form.files.push(file(ctx, upload, head).await?);
        } else {
            // no more of them is stored, however many there are
            form.problems.push(at("files", code::VALUE_TOO_LONG));
            return Err(AppError::invalid(form.problems));
        }
    }
    Ok(form)
}

async fn json(upload: &mut Upload, head: &Head) -> Result<Given<NewPackage>, AppError> {
    let bytes = upload.parts().whole(JSON_LIMIT).await.map_err(|broken| broken.0)?;
    upload.count_bytes(head, &bytes)?;
    Upload::json(&bytes)
}

async fn file(ctx: &Ctx, upload: &mut Upload, head: Head) -> Result<NewFile, AppError> {
    let call = upload.call().clone();
    let stored = match app::content::store(ctx, &call, upload.parts().stream()).await {
        Ok(stored) => stored,
        // what cut the body off says more than that it could not be stored
        Err(error) => return Err(upload.parts().failure().map_or(error, AppError::from)),
    };
    upload.count(&head, &stored.sha256)?;
    Ok(NewFile { name: head.file_name.unwrap_or_default(), media_type: convert::media_type(head.media_type.as_deref()), stored })
}
