//! GET `/v1/cabinet/statement`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use surguch_http::{Auth, Refusal};

use crate::document::{Binary, Refusals};

/// The release statement as PDF: what the subject signs.
#[utoipa::path(get, operation_id = "cabinet_statement", path = "/v1/cabinet/statement", tag = "cabinet",
    responses((status = 200, description = "PDF", content_type = "application/pdf", body = Binary), Refusals))]
pub(crate) async fn statement(State(ctx): State<Ctx>, Auth(call): Auth) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Refusal> {
    Ok(([(CONTENT_TYPE, "application/pdf")], cabinet::print_statement(&ctx, &call).await?))
}
