//! PUT `/realty/entity/v1/subjects/{subjectId}`.

use app::{Ctx, party};
use axum::extract::State;
use domain::id::PartyId;
use surguch_http::Refusal;
use wire::forms::{Subject, SubjectChange};

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Sent;
use super::{Named, convert};

/// Replaces the data of a subject. Its sort stays, and so does the client's id. Forms have copies of their own.
#[utoipa::path(put, operation_id = "subject_replace", path = "/realty/entity/v1/subjects/{subjectId}", tag = "subjects",
    params(("subjectId" = String, Path, format = "uuid")), request_body = SubjectChange,
    responses((status = 200, description = "Replaced", body = Subject), Failures))]
pub(crate) async fn replace(
    State(ctx): State<Ctx>,
    path: Named,
    Sent { org, body }: Sent<SubjectChange>,
) -> Result<Shown<Subject>, Refusal> {
    let id = PartyId::new(path.guid("subjectId")?);
    let details = body.judge(convert::change)?;
    Ok(Shown::ok(convert::subject(&party::replace(&ctx, &org, id, details).await?)))
}
