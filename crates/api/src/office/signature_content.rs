//! GET `/v1/signatures/{id}/content`.

use app::Ctx;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use domain::id::SignatureId;
use surguch_http::{Auth, Id, Refusal, download};

use crate::document::{Binary, PathId, Refusals};

/// The signature's bytes: a detached CMS (RFC 5652) in DER (rows 3.4, 6.3).
#[utoipa::path(get, operation_id = "signature_content", path = "/v1/signatures/{id}/content", tag = "files", params(PathId),
    responses((status = 200, description = "DER", content_type = "application/pkcs7-signature", body = Binary), Refusals))]
pub(crate) async fn content(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<SignatureId>,
) -> Result<([(HeaderName, String); 2], Vec<u8>), Refusal> {
    let (_, cms) = app::signature::content(&ctx, &call, id).await?;
    let name = download::attachment(&format!("{id}.p7s"));
    Ok(([(CONTENT_TYPE, "application/pkcs7-signature".to_owned()), (CONTENT_DISPOSITION, name)], cms))
}
