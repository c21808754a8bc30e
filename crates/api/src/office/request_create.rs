//! POST `/v1/certificate-requests`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Given, Object};
use wire::office::{CertificateRequest, NewCertificateRequest};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Requests a certificate (rows 2.1, 5.1).
#[utoipa::path(post, operation_id = "request_create", path = "/v1/certificate-requests", tag = "certificates", params(IdempotencyKey), request_body = NewCertificateRequest,
    responses((status = 201, description = "Created", body = CertificateRequest), Refusals))]
pub(crate) async fn create(State(ctx): State<Ctx>, Creating { call, body }: Creating<Given<NewCertificateRequest>>) -> Answer<CertificateRequest> {
    let done = app::request::create(&ctx, &call, convert::new_certificate_request(body)?).await?;
    let location = format!("/v1/certificate-requests/{}", done.value.id);
    Ok(Object::created(convert::certificate_request(&done.value), location).version(done.value.version).replayed(done.replayed))
}
