//! GET `/v1/certificate-requests?external_id=`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object, Params};
use wire::office::{ByExternalId, Page, CertificateRequest};

use super::convert;
use crate::document::Refusals;

/// Looks a certificate request up by your own id.
#[utoipa::path(get, operation_id = "request_find", path = "/v1/certificate-requests", tag = "certificates", params(ByExternalId),
    responses((status = 200, description = "The one, or none", body = Page<CertificateRequest>), Refusals))]
pub(crate) async fn find(State(ctx): State<Ctx>, Auth(call): Auth, Params(query): Params<ByExternalId>) -> Answer<Page<CertificateRequest>> {
    let id = convert::external_id(&query.external_id)?;
    let found = app::request::find(&ctx, &call, &id).await.map(|found| convert::certificate_request(&found));
    Ok(Object::ok(convert::at_most_one(found)?))
}
