//! POST `/v1/packages/{id}/revoke`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use domain::subject::Reason;
use surguch_http::{Acting, Answer, Given, Id, Object};
use wire::office::{Package, RevokePackage};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Takes a package back before the last signature; its participants do not see it any more (row 4.4). Revoking again returns the
/// same state.
#[utoipa::path(post, operation_id = "package_revoke", path = "/v1/packages/{id}/revoke", tag = "packages", params(PathId, OptionalKey), request_body = RevokePackage,
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn revoke(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Acting { call, body }: Acting<Given<RevokePackage>>,
) -> Answer<Package> {
    let reason = body.judge(|problems, body| problems.parse("/reason", &body.reason, Reason::parse))?;
    let done = app::package::revoke(&ctx, &call, id, reason).await?;
    Ok(Object::ok(convert::package(&done.value)).version(done.value.version).replayed(done.replayed))
}
