//! POST `/kcr/v1/issues/{id}/renew`.

use app::Ctx;
use app::request::client;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyParams, Auth, Refusal};
use wire::issues::{Issue, RenewQuery};

use super::path::Of;
use super::convert;
use crate::document::Refusals;

/// Makes a new request out of a released one: `baseIssueId` of the new one is this one.
#[utoipa::path(post, operation_id = "issue_renew", path = "/kcr/v1/issues/{id}/renew", tag = "issues",
    params(("id" = String, Path), RenewQuery), responses((status = 200, description = "The new one", body = Issue), Refusals))]
pub(crate) async fn renew(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Of(id): Of,
    AnyParams(query): AnyParams<RenewQuery>,
) -> Result<Json<Issue>, Refusal> {
    let RenewQuery { for_natural_person } = query.sound()?;
    let done = client::renew(&ctx, &call, id, for_natural_person.unwrap_or_default()).await?;
    Ok(Json(convert::issue(&done.value, ctx.now())))
}
