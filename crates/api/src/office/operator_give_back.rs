//! POST `/v1/operator/certificate-requests/{id}/give-back`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Id};
use wire::office::{CheckedRequest, Nothing};

use super::convert;
use crate::document::{PathId, Refusals};

/// Does not go on with a request that the operator took.
#[utoipa::path(post, operation_id = "operator_give_back", path = "/v1/operator/certificate-requests/{id}/give-back", tag = "operator", params(PathId),
    responses((status = 200, description = "As it is now", body = CheckedRequest), Refusals))]
pub(crate) async fn give_back(State(ctx): State<Ctx>, Id(id): Id<IssueId>, Acting { call, body: Nothing {} }: Acting<Nothing>) -> Answer<CheckedRequest> {
    let seen = operator::give_back(&ctx, &call, id).await?;
    Ok(convert::checked_object(&seen, ctx.now()))
}
