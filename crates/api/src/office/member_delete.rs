//! DELETE `/v1/companies/{id}/members/{user_id}`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{CompanyId, UserId};
use surguch_http::{Auth, Ids, Refusal};

use crate::document::{Refusals, SeenVersion};

/// Takes a person out of a company (row 1.6). The last head stays; what was signed keeps the authority of its moment.
#[utoipa::path(delete, operation_id = "member_delete", path = "/v1/companies/{id}/members/{user_id}", tag = "companies",
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person"), SeenVersion),
    responses((status = 204, description = "They may do nothing there any more"), Refusals))]
pub(crate) async fn delete(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Ids(company, user): Ids<CompanyId, UserId>,
) -> Result<StatusCode, Refusal> {
    app::member::remove(&ctx, &call, company, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
