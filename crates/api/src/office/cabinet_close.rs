//! DELETE `/v1/cabinet/sessions/current`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use axum::http::StatusCode;
use surguch_http::{Auth, Refusal};

use crate::document::Refusals;

/// Leaves the cabinet.
#[utoipa::path(delete, operation_id = "cabinet_close", path = "/v1/cabinet/sessions/current", tag = "cabinet",
    responses((status = 204, description = "Its token opens nothing any more"), Refusals))]
pub(crate) async fn close(State(ctx): State<Ctx>, Auth(call): Auth) -> Result<StatusCode, Refusal> {
    cabinet::close(&ctx, &call).await?;
    Ok(StatusCode::NO_CONTENT)
}
