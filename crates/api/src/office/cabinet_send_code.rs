//! POST `/v1/cabinet/codes`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::IssueId;
use surguch_http::{Anonymous, Given, Refusal};
use wire::office::NewCabinetCode;

use crate::document::Refusals;

/// Sends the subject of a request a code that opens its cabinet. Whether it was the subject's phone does not show.
#[utoipa::path(post, operation_id = "cabinet_send_code", path = "/v1/cabinet/codes", tag = "cabinet", security(()), request_body = NewCabinetCode,
    responses((status = 204, description = "On its way, where it is the phone of the request"), Refusals))]
pub(crate) async fn send_code(State(ctx): State<Ctx>, Anonymous(body): Anonymous<Given<NewCabinetCode>>) -> Result<StatusCode, Refusal> {
    let (id, phone) = body.judge(|problems, body| Some((problems.id("/request_id", &body.request_id, IssueId::parse)?, body.phone)))?;
    cabinet::send_code(&ctx, id, &phone).await?;
    Ok(StatusCode::NO_CONTENT)
}
