//! DELETE `/v1/operator/sessions/current`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use surguch_http::{Auth, Refusal};

use crate::document::Refusals;

/// Logs the operator out.
#[utoipa::path(delete, operation_id = "operator_session_close", path = "/v1/operator/sessions/current", tag = "operator",
    responses((status = 204, description = "Its token opens nothing any more"), Refusals))]
pub(crate) async fn close(State(ctx): State<Ctx>, Auth(call): Auth) -> Result<StatusCode, Refusal> {
    app::operator::close_session(&ctx, &call).await?;
    Ok(StatusCode::NO_CONTENT)
}
