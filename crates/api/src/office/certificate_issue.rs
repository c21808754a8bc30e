//! POST `/v1/certificates`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Given, Object};
use wire::office::{Certificate, NewCertificateRequest};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Issues a certificate at once, on the licensee's word.
///
/// Straight issue, where the licensee's policy says so: for a person whom it has registered, over the key of a PKCS#10 or one that the server
/// makes. The certificate stands in the answer, in force and yet to be activated.
#[utoipa::path(post, operation_id = "certificate_issue", path = "/v1/certificates", tag = "certificates", params(IdempotencyKey), request_body = NewCertificateRequest,
    responses((status = 201, description = "Issued", body = Certificate), Refusals))]
pub(crate) async fn issue(State(ctx): State<Ctx>, Creating { call, body }: Creating<Given<NewCertificateRequest>>) -> Answer<Certificate> {
    let done = app::certificate::issue(&ctx, &call, convert::new_certificate(body)?).await?;
    let shown = convert::issued_certificate(&done.value, ctx.now());
    let (location, version, status) = (format!("/v1/certificates/{}", shown.id), shown.version, shown.status.clone());
    Ok(Object::created(shown, location).version_in(version, &status).replayed(done.replayed))
}
