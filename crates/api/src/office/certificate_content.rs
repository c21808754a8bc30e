//! GET `/v1/certificates/{id}/content`.

use app::Ctx;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use domain::id::CertificateId;
use surguch_http::{Auth, Id, Refusal, download};

use crate::document::{Binary, PathId, Refusals};

/// The certificate's bytes.
#[utoipa::path(get, operation_id = "certificate_content", path = "/v1/certificates/{id}/content", tag = "certificates", params(PathId),
    responses((status = 200, description = "DER", content_type = "application/pkix-cert", body = Binary), Refusals))]
pub(crate) async fn content(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<CertificateId>,
) -> Result<([(HeaderName, String); 2], Vec<u8>), Refusal> {
    let der = app::certificate::der(&ctx, &call, id).await?;
    let name = download::attachment(&format!("{id}.cer"));
    Ok(([(CONTENT_TYPE, "application/pkix-cert".to_owned()), (CONTENT_DISPOSITION, name)], der))
}
