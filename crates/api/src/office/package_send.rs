//! POST `/v1/packages/{id}/send`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Creating, Id, Object};
use wire::office::{Nothing, Package};

use super::convert;
use crate::document::{IdempotencyKey, PathId, Refusals};

/// Sends a draft to its route (row 4.1.6).
#[utoipa::path(post, operation_id = "package_send", path = "/v1/packages/{id}/send", tag = "packages", params(PathId, IdempotencyKey),
    responses((status = 200, description = "As it is now", body = Package), Refusals))]
pub(crate) async fn send(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Creating { call, body: Nothing {} }: Creating<Nothing>,
) -> Answer<Package> {
    let done = app::package::send(&ctx, &call, id).await?;
    Ok(Object::ok(convert::package(&done.value)).version(done.value.version).replayed(done.replayed))
}
