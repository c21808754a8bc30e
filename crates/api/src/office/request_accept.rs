//! POST `/v1/certificate-requests/{id}/accept`.

use app::Ctx;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Id, Object};
use wire::office::{AcceptCertificateRequest, CertificateRequest};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Accepts offer and act with the code from the SMS; the certificate is made next.
#[utoipa::path(post, operation_id = "request_accept", path = "/v1/certificate-requests/{id}/accept", tag = "certificates", params(PathId, OptionalKey),
    request_body = AcceptCertificateRequest,
    responses((status = 200, description = "As it is now", body = CertificateRequest), Refusals))]
pub(crate) async fn accept(
    State(ctx): State<Ctx>,
    Id(id): Id<IssueId>,
    Acting { call, body }: Acting<AcceptCertificateRequest>,
) -> Answer<CertificateRequest> {
    let done = app::request::accept(&ctx, &call, id, &body.code).await?;
    Ok(Object::ok(convert::certificate_request(&done.value)).version(done.value.version).replayed(done.replayed))
}
