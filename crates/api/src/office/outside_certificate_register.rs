//! POST `/v1/companies/{id}/members/{user_id}/outside-certificates`: the body is the certificate.

use app::member::outside;
use app::{Ctx, sha256_hex};
use axum::extract::State;
use domain::id::{CompanyId, UserId};
use surguch_http::{Answer, Ids, Object, RawUpload};
use wire::office::OutsideCertificate;

use super::convert;
use crate::document::{Binary, IdempotencyKey, Refusals};

/// Registers a certificate that another authority issued to a member: in DER, in PEM with those of the authorities above it, or in Base64.
///
/// It has to name the member, and the company where it names one. A path has to lead from it to a trusted certificate, unless the licensee
/// vouches for such certificates by its policy. From then on the member's signer details may be kept for it, and the member may log in with
/// it on that face. Again it changes nothing.
#[utoipa::path(post, operation_id = "outside_certificate_register", path = "/v1/companies/{id}/members/{user_id}/outside-certificates",
    tag = "companies",
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person"), IdempotencyKey),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses((status = 201, description = "Registered", body = OutsideCertificate), Refusals))]
pub(crate) async fn register(
    State(ctx): State<Ctx>,
    Ids(company, user): Ids<CompanyId, UserId>,
    mut upload: RawUpload,
) -> Answer<OutsideCertificate> {
    let bytes = match upload.whole(outside::MOST_BYTES).await {
        Ok(bytes) => bytes,
        Err(error) => {
            upload.drain().await;
            return Err(error.into());
        }
    };
    let call = upload.into_call("", &sha256_hex(&bytes))?;
    let done = outside::register(&ctx, &call, company, user, &bytes).await?;
    let location = format!("/v1/outside-certificates/{}", done.value.id);
    Ok(Object::created(convert::outside_certificate(&done.value, ctx.now()), location).replayed(done.replayed))
}
