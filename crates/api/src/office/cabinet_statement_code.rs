//! POST `/v1/cabinet/statement/code`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use surguch_http::{Acting, Answer, Object};
use wire::office::{CodeSent, Nothing};

use super::convert;
use crate::document::Refusals;

/// Sends the subject a code that signs the release statement.
#[utoipa::path(post, operation_id = "cabinet_statement_code", path = "/v1/cabinet/statement/code", tag = "cabinet",
    responses((status = 202, description = "On its way", body = CodeSent), Refusals))]
pub(crate) async fn send_code(State(ctx): State<Ctx>, Acting { call, body: Nothing {} }: Acting<Nothing>) -> Answer<CodeSent> {
    let done = cabinet::send_statement_code(&ctx, &call).await?;
    Ok(Object::accepted(convert::code_sent(&done.value)))
}
