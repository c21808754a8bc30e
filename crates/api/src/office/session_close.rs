//! DELETE `/v1/sessions/current` and `/v1/sessions/{id}`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::SessionId;
use surguch_http::{Auth, Id, Refusal};

use crate::document::{PathId, Refusals};

/// Logs the caller out: closes the session that asks.
#[utoipa::path(delete, operation_id = "session_close_current", path = "/v1/sessions/current", tag = "people",
    responses((status = 204, description = "Its token opens nothing any more"), Refusals))]
pub(crate) async fn close_current(State(ctx): State<Ctx>, Auth(call): Auth) -> Result<StatusCode, Refusal> {
    app::session::close(&ctx, &call, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Closes one of the caller's own sessions, as on a device that was lost.
#[utoipa::path(delete, operation_id = "session_close", path = "/v1/sessions/{id}", tag = "people", params(PathId),
    responses((status = 204, description = "Its token opens nothing any more"), Refusals))]
pub(crate) async fn close(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<SessionId>) -> Result<StatusCode, Refusal> {
    app::session::close(&ctx, &call, Some(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
