//! POST `/kcr/v1/issues/{id}/download-certificate`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use surguch_http::{Auth, Refusal};

use super::path::Of;
use crate::document::{Binary, Refusals};

/// The certificate of a released request, in DER.
#[utoipa::path(post, operation_id = "certificate_download", path = "/kcr/v1/issues/{id}/download-certificate", tag = "issues",
    params(("id" = String, Path)),
    responses((status = 200, description = "DER", content_type = "application/pkix-cert", body = Binary), Refusals))]
pub(crate) async fn download(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Of(id): Of,
) -> Result<([(HeaderName, String); 2], Vec<u8>), Refusal> {
    let der = client::certificate(&ctx, &call, id).await?;
    let name = format!("attachment; filename=\"{}.cer\"", id.uuid());
    Ok(([(CONTENT_TYPE, "application/pkix-cert".to_owned()), (CONTENT_DISPOSITION, name)], der))
}
