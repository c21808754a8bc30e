//! GET `/v1/packages/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::Package;

use super::convert;
use crate::document::{PathId, Refusals};

/// One package with its route and files.
#[utoipa::path(get, operation_id = "package_get", path = "/v1/packages/{id}", tag = "packages", params(PathId),
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<PackageId>) -> Answer<Package> {
    let found = app::package::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::package(&found)).version(found.version))
}
