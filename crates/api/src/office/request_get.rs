//! GET `/v1/certificate-requests/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::CertificateRequest;

use super::convert;
use crate::document::{PathId, Refusals};

/// One certificate request and how far it came (row 3.3).
#[utoipa::path(get, operation_id = "request_get", path = "/v1/certificate-requests/{id}", tag = "certificates", params(PathId),
    responses((status = 200, description = "As it is now", body = CertificateRequest), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<IssueId>) -> Answer<CertificateRequest> {
    let found = app::request::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::certificate_request(&found)).version(found.version))
}
