//! POST `/v1/cabinet/statement/sign`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use surguch_http::{Acting, Answer};
use wire::office::{CabinetRequest, SignReleaseStatement};

use super::convert;
use crate::document::Refusals;

/// Signs the release statement with the code from the SMS.
#[utoipa::path(post, operation_id = "cabinet_statement_sign", path = "/v1/cabinet/statement/sign", tag = "cabinet", request_body = SignReleaseStatement,
    responses((status = 200, description = "Signed", body = CabinetRequest), Refusals))]
pub(crate) async fn sign(State(ctx): State<Ctx>, Acting { call, body }: Acting<SignReleaseStatement>) -> Answer<CabinetRequest> {
    Ok(convert::in_cabinet(&cabinet::sign_statement(&ctx, &call, &body.code).await?))
}
