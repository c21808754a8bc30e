//! GET `/v1/packages/{id}/files`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::{File, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// The files of a package: ids, kinds, sizes, names (row 6.1).
#[utoipa::path(get, operation_id = "package_files", path = "/v1/packages/{id}/files", tag = "packages", params(PathId),
    responses((status = 200, description = "All of them", body = Page<File>), Refusals))]
pub(crate) async fn files(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<PackageId>) -> Answer<Page<File>> {
    let found = app::package::files(&ctx, &call, id).await?;
    Ok(Object::ok(convert::whole(found.iter().map(convert::file).collect())))
}
