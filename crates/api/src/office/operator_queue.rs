//! GET `/v1/operator/certificate-requests`.

use app::Ctx;
use app::request::operator;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{CheckedRequest, ListAll, Page};

use super::convert;
use crate::document::Refusals;

/// The requests that wait to be checked, of every licensee, the longest waiting first.
#[utoipa::path(get, operation_id = "operator_queue", path = "/v1/operator/certificate-requests", tag = "operator", params(ListAll),
    responses((status = 200, description = "One page", body = Page<CheckedRequest>), Refusals))]
pub(crate) async fn queue(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListAll>) -> Answer<Page<CheckedRequest>> {
    let slice = convert::slice(&marks, query)?;
    let (page, now) = (operator::queue(&ctx, &call, slice).await?, ctx.now());
    Ok(marks.answer(page, |seen| convert::checked(&seen, now)))
}
