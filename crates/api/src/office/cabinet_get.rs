//! GET `/v1/cabinet/certificate-request`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use surguch_http::{Answer, Auth};
use wire::office::CabinetRequest;

use super::convert;
use crate::document::Refusals;

/// The request whose cabinet it is.
#[utoipa::path(get, operation_id = "cabinet_get", path = "/v1/cabinet/certificate-request", tag = "cabinet",
    responses((status = 200, description = "As it is now", body = CabinetRequest), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth) -> Answer<CabinetRequest> {
    Ok(convert::in_cabinet(&cabinet::get(&ctx, &call).await?))
}
