//! POST `/crypto/v3/Confirm`.

use app::Ctx;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::cloud::{ConfirmQuery, Confirmation};

use super::convert;
use crate::document::Refusals;

/// Takes the code from the SMS. It works once; five wrong ones end it.
#[utoipa::path(post, operation_id = "cloud_confirm", path = "/crypto/v3/Confirm", tag = "cloud", params(ConfirmQuery),
    responses((status = 200, description = "Confirmed: the signatures are being made", body = Confirmation), Refusals))]
pub(crate) async fn confirm(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    AnyParams(query): AnyParams<ConfirmQuery>,
) -> Result<Json<Confirmation>, Refusal> {
    let (id, code) = convert::confirmation(query)?;
    let operation = app::cloud_signing::confirm(&ctx, &call, id, &code).await?;
    let operation_status = convert::operation_status(operation.status(ctx.now()));
    Ok(Json(Confirmation { operation_id: operation.id.uuid().to_string(), operation_status }))
}
