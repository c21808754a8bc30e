//! GET `/crypto/v3/GetStatus`.

use app::Ctx;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::cloud::{OperationQuery, SignState};

use super::convert;
use crate::document::Refusals;

/// How an operation stands.
#[utoipa::path(get, operation_id = "cloud_get_status", path = "/crypto/v3/GetStatus", tag = "cloud", params(OperationQuery),
    responses((status = 200, description = "As it stands now", body = SignState), Refusals))]
pub(crate) async fn status(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<OperationQuery>,
) -> Result<Json<SignState>, Refusal> {
    let operation = app::cloud_signing::get(&ctx, &call, convert::operation(query)?).await?;
    Ok(Json(convert::state(&operation, ctx.now())))
}
