//! POST `/realty/entity/v1/subjects`.

use app::{Ctx, party};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{NewSubject, Subject};

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Sent;
use super::convert;

/// Keeps a subject as it is given: what is wrong with it for a certificate is found by the form that names it. `/entity/v1` is the same.
#[utoipa::path(post, operation_id = "subject_create", path = "/realty/entity/v1/subjects", tag = "subjects", request_body = NewSubject,
    responses((status = 201, description = "Kept", body = Subject), Failures))]
pub(crate) async fn create(State(ctx): State<Ctx>, Sent { org, body }: Sent<NewSubject>) -> Result<Shown<Subject>, Refusal> {
    let new = body.judge(convert::new_party)?;
    Ok(Shown::created(convert::subject(&party::create(&ctx, &org, new).await?)))
}
