//! POST `/v1/operator/certificate-requests/{id}/approve`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Id};
use wire::office::{CheckedRequest, Nothing};

use super::convert;
use crate::document::{PathId, Refusals};

/// Finds a request right. Nobody approves their own.
#[utoipa::path(post, operation_id = "operator_approve", path = "/v1/operator/certificate-requests/{id}/approve", tag = "operator", params(PathId),
    responses((status = 200, description = "Approved", body = CheckedRequest), Refusals))]
pub(crate) async fn approve(State(ctx): State<Ctx>, Id(id): Id<IssueId>, Acting { call, body: Nothing {} }: Acting<Nothing>) -> Answer<CheckedRequest> {
    let seen = operator::approve(&ctx, &call, id).await?;
    Ok(convert::checked_object(&seen, ctx.now()))
}
