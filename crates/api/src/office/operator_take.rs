//! POST `/v1/operator/certificate-requests/{id}/take`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Id};
use wire::office::{CheckedRequest, Nothing};

use super::convert;
use crate::document::{PathId, Refusals};

/// Takes a request to check. Others see that it is taken, and decide nothing about it for half an hour.
#[utoipa::path(post, operation_id = "operator_take", path = "/v1/operator/certificate-requests/{id}/take", tag = "operator", params(PathId),
    responses((status = 200, description = "Taken", body = CheckedRequest), Refusals))]
pub(crate) async fn take(State(ctx): State<Ctx>, Id(id): Id<IssueId>, Acting { call, body: Nothing {} }: Acting<Nothing>) -> Answer<CheckedRequest> {
    let seen = operator::take(&ctx, &call, id).await?;
    Ok(convert::checked_object(&seen, ctx.now()))
}
