//! DELETE `/realty/entity/v1/subjects/{subjectId}`.

use app::{Ctx, party};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::PartyId;
use surguch_http::Refusal;

use super::super::Failures;
use super::super::ask::Org;
use super::Named;

/// Takes a subject out for good, with every link in which it stands: an extension, since personal data have to go when their owner says so.
/// Forms that named it have copies of their own.
#[utoipa::path(delete, operation_id = "subject_delete", path = "/realty/entity/v1/subjects/{subjectId}", tag = "subjects",
    params(("subjectId" = String, Path, format = "uuid")), responses((status = 204, description = "Gone"), Failures))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Org(org): Org, path: Named) -> Result<StatusCode, Refusal> {
    party::delete(&ctx, &org, PartyId::new(path.guid("subjectId")?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
