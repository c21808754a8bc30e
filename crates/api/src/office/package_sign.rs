//! POST `/v1/packages/{id}/sign`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Creating, Given, Id, Object};
use wire::office::{Package, SignPackage};

use super::convert;
use crate::document::{IdempotencyKey, PathId, Refusals};

/// Signs every file of the package with a key that the server holds, when the turn has come (row 5.2).
///
/// The licensee signs by an employee of its own company without a code; everybody else confirms with one.
#[utoipa::path(post, operation_id = "package_sign", path = "/v1/packages/{id}/sign", tag = "packages", params(PathId, IdempotencyKey), request_body = SignPackage,
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn sign(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Creating { call, body }: Creating<Given<SignPackage>>,
) -> Answer<Package> {
    let done = app::package::sign(&ctx, &call, id, convert::signing(body)?).await?;
    Ok(Object::ok(convert::package(&done.value)).version(done.value.version).replayed(done.replayed))
}
