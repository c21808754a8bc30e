//! GET `/realty/entity/v1/subjects/{subjectId}/egrul`.

use app::{Ctx, party};
use axum::extract::State;
use domain::id::PartyId;
use surguch_http::Refusal;
use wire::forms::ContentInfo;

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Org;
use super::{Named, convert};

/// Fetches an extract from ЕГРЮЛ about an organization and deposits it, to be named by a form. One that was fetched within a day is told again.
#[utoipa::path(get, operation_id = "subject_egrul", path = "/realty/entity/v1/subjects/{subjectId}/egrul", tag = "subjects",
    params(("subjectId" = String, Path, format = "uuid")),
    responses((status = 200, description = "Where the extract is", body = ContentInfo), Failures))]
pub(crate) async fn fetch(State(ctx): State<Ctx>, Org(org): Org, path: Named) -> Result<Shown<ContentInfo>, Refusal> {
    let id = PartyId::new(path.guid("subjectId")?);
    Ok(Shown::ok(convert::content_info(&party::egrul(&ctx, &org, id).await?, None)))
}
