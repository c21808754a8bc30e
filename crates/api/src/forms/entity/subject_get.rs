//! GET `/realty/entity/v1/subjects/{subjectId}`.

use app::{Ctx, party};
use axum::extract::State;
use domain::id::PartyId;
use surguch_http::Refusal;
use wire::forms::Subject;

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Org;
use super::{Named, convert};

/// A subject of the organization's.
#[utoipa::path(get, operation_id = "subject_get", path = "/realty/entity/v1/subjects/{subjectId}", tag = "subjects",
    params(("subjectId" = String, Path, format = "uuid")), responses((status = 200, description = "The subject", body = Subject), Failures))]
pub(crate) async fn get(State(ctx): State<Ctx>, Org(org): Org, path: Named) -> Result<Shown<Subject>, Refusal> {
    let id = PartyId::new(path.guid("subjectId")?);
    Ok(Shown::ok(convert::subject(&party::get(&ctx, &org, id).await?)))
}
