//! POST `/v1/packages/{id}/signing-code`.

use app::Ctx;
use axum::extract::State;
use domain::id::{PackageId, ParticipantId};
use surguch_http::{Answer, Creating, Given, Id, Object};
use wire::office::{CodeSent, SendSigningCode};

use super::convert;
use crate::document::{IdempotencyKey, PathId, Refusals};

/// Sends a signer whose turn has come the code that confirms the signature. It works for this package alone.
#[utoipa::path(post, operation_id = "package_send_code", path = "/v1/packages/{id}/signing-code", tag = "packages", params(PathId, IdempotencyKey), request_body = SendSigningCode,
    responses((status = 202, description = "On its way", body = CodeSent), Refusals))]
pub(crate) async fn send_code(State(ctx): State<Ctx>, Id(id): Id<PackageId>, Creating { call, body }: Creating<Given<SendSigningCode>>) -> Answer<CodeSent> {
    let participant = body.judge(|problems, body| problems.id("/participant_id", &body.participant_id, ParticipantId::parse))?;
    let done = app::package::send_code(&ctx, &call, id, participant).await?;
    Ok(Object::accepted(convert::code_sent(&done.value)).replayed(done.replayed))
}
