//! GET `/crypto/v3/GetResult`.

use app::Ctx;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::cloud::ResultQuery;

use super::convert;
use crate::document::{Binary, Refusals};

/// The bytes of a signature, or a piece of them: a detached CMS in DER. It is kept for 30 days.
#[utoipa::path(get, operation_id = "cloud_get_result", path = "/crypto/v3/GetResult", tag = "cloud", params(ResultQuery),
    responses((status = 200, description = "The bytes", content_type = "application/pkcs7-signature", body = Binary), Refusals))]
pub(crate) async fn result(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<ResultQuery>,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Refusal> {
    let (id, piece) = convert::piece(query)?;
    let bytes = app::cloud_signing::result(&ctx, &call, id, piece).await?;
    Ok(([(CONTENT_TYPE, "application/pkcs7-signature")], bytes))
}
