//! GET `/v1/packages/{id}/signatures`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::{Page, Signature};

use super::convert;
use crate::document::{PathId, Refusals};

/// The signatures of a package, field by field, in the order they were given (rows 3.4, 6.3).
#[utoipa::path(get, operation_id = "package_signatures", path = "/v1/packages/{id}/signatures", tag = "packages", params(PathId),
    responses((status = 200, description = "All of them", body = Page<Signature>), Refusals))]
pub(crate) async fn signatures(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<PackageId>) -> Answer<Page<Signature>> {
    let found = app::package::signatures(&ctx, &call, id).await?;
    Ok(Object::ok(convert::whole(found.iter().map(convert::signature).collect())))
}
