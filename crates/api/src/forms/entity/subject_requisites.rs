//! POST `/realty/entity/v1/subjects/requisites`.

use app::{Ctx, party};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{Requisites, RequisitesRequest};

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Sent;
use super::convert;

/// Asks the tax service for a person's number. Nothing of the question is kept.
#[utoipa::path(post, operation_id = "subject_requisites", path = "/realty/entity/v1/subjects/requisites", tag = "subjects",
    request_body = RequisitesRequest, responses((status = 200, description = "The number", body = Requisites),
    (status = 404, description = "The register knows nobody like that", body = wire::forms::Error), Failures))]
pub(crate) async fn find(State(ctx): State<Ctx>, Sent { org, body }: Sent<RequisitesRequest>) -> Result<Shown<Requisites>, Refusal> {
    let identity = body.judge(convert::requisites)?;
    let inn = party::inn(&ctx, &org, &identity).await?;
    Ok(Shown::ok(Requisites { inn: inn.as_str().to_owned() }))
}
