//! POST `/v1/packages/{id}/view`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Acting, Answer, Given, Id, Object};
use wire::office::{ActOnPackage, Package};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Marks a package as seen by an observer. Again changes nothing.
#[utoipa::path(post, operation_id = "package_view", path = "/v1/packages/{id}/view", tag = "packages", params(PathId, OptionalKey), request_body = ActOnPackage,
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn view(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Acting { call, body }: Acting<Given<ActOnPackage>>,
) -> Answer<Package> {
    let participant = convert::acting_participant(body)?;
    let done = app::package::view(&ctx, &call, id, participant).await?;
    Ok(Object::ok(convert::package(&done.value)).version(done.value.version).replayed(done.replayed))
}
