//! POST `/v1/packages/{id}/refuse`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Acting, Answer, Given, Id, Object};
use wire::office::{Package, RefusePackage};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Refuses for a participant, with a reason; the route ends here. Refusing again returns the same state.
#[utoipa::path(post, operation_id = "package_refuse", path = "/v1/packages/{id}/refuse", tag = "packages", params(PathId, OptionalKey), request_body = RefusePackage,
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn refuse(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Acting { call, body }: Acting<Given<RefusePackage>>,
) -> Answer<Package> {
    let (participant, reason) = convert::refusal(body)?;
    let done = app::package::refuse(&ctx, &call, id, participant, reason).await?;
    Ok(Object::ok(convert::package(&done.value)).version(done.value.version).replayed(done.replayed))
}
