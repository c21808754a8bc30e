//! POST `/v1/certificate-requests/{id}/acceptance-code`.

use app::Ctx;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Answer, Creating, Id, Object};
use wire::office::{CodeSent, Nothing};

use super::convert;
use crate::document::{IdempotencyKey, PathId, Refusals};

/// Sends the subject the code by which they accept offer and act.
#[utoipa::path(post, operation_id = "request_send_code", path = "/v1/certificate-requests/{id}/acceptance-code", tag = "certificates", params(PathId, IdempotencyKey),
    responses((status = 202, description = "On its way", body = CodeSent), Refusals))]
pub(crate) async fn send_code(State(ctx): State<Ctx>, Id(id): Id<IssueId>, Creating { call, body: Nothing {} }: Creating<Nothing>) -> Answer<CodeSent> {
    let done = app::request::send_code(&ctx, &call, id).await?;
    Ok(Object::accepted(convert::code_sent(&done.value)).replayed(done.replayed))
}
