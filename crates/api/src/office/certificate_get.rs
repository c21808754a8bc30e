//! GET `/v1/certificates/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::CertificateId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::Certificate;

use super::convert;
use crate::document::{PathId, Refusals};

/// One certificate. Its status depends on the clock too, so it stands in the `ETag` beside the version.
#[utoipa::path(get, operation_id = "certificate_get", path = "/v1/certificates/{id}", tag = "certificates", params(PathId),
    responses((status = 200, description = "As it is now", body = Certificate), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<CertificateId>) -> Answer<Certificate> {
    let found = app::certificate::get(&ctx, &call, id).await?;
    let shown = convert::certificate(&found, ctx.now());
    let (version, status) = (shown.version, shown.status.clone());
    Ok(Object::ok(shown).version_in(version, &status))
}
