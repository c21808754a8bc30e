//! POST `/v1/operator/certificate-requests/{id}/return`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Given, Id};
use wire::office::{CheckedRequest, ReturnRequest};

use super::convert;
use crate::document::{PathId, Refusals};

/// Sends a request back to be mended: with remarks, a comment or both.
#[utoipa::path(post, operation_id = "operator_return", path = "/v1/operator/certificate-requests/{id}/return", tag = "operator", params(PathId),
    request_body = ReturnRequest, responses((status = 200, description = "It is in correction", body = CheckedRequest), Refusals))]
pub(crate) async fn send_back(State(ctx): State<Ctx>, Id(id): Id<IssueId>, Acting { call, body }: Acting<Given<ReturnRequest>>) -> Answer<CheckedRequest> {
    let (comment, remarks) = convert::correction(body)?;
    let seen = operator::return_with_remarks(&ctx, &call, id, comment, remarks).await?;
    Ok(convert::checked_object(&seen, ctx.now()))
}
