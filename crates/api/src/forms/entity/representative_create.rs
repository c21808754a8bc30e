//! POST `/realty/entity/v1/representatives`.

use app::{Ctx, party};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{NewRepresentative, Representative};

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Sent;
use super::convert;

/// Says that a person acts for a subject; once for a pair. `/representative` and `/entity/v1` are the same.
#[utoipa::path(post, operation_id = "representative_create", path = "/realty/entity/v1/representatives", tag = "subjects",
    request_body = NewRepresentative, responses((status = 201, description = "Kept", body = Representative), Failures))]
pub(crate) async fn create(State(ctx): State<Ctx>, Sent { org, body }: Sent<NewRepresentative>) -> Result<Shown<Representative>, Refusal> {
    let (id, new) = body.judge(convert::new_link)?;
    Ok(Shown::created(convert::representative(&party::link(&ctx, &org, id, new).await?)))
}
