//! GET `/v1/operator/certificate-requests/{id}`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Answer, Auth, Id};
use wire::office::CheckedRequest;

use super::convert;
use crate::document::{PathId, Refusals};

/// A request with everything that an operator judges it by.
#[utoipa::path(get, operation_id = "operator_request", path = "/v1/operator/certificate-requests/{id}", tag = "operator", params(PathId),
    responses((status = 200, description = "As it is now", body = CheckedRequest), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<IssueId>) -> Answer<CheckedRequest> {
    let seen = operator::get(&ctx, &call, id).await?;
    Ok(convert::checked_object(&seen, ctx.now()))
}
