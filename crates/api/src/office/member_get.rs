//! GET `/v1/companies/{id}/members/{user_id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::{CompanyId, UserId};
use surguch_http::{Answer, Auth, Ids, Object};
use wire::office::Member;

use super::convert;
use crate::document::Refusals;

/// One member with their rights; the `ETag` is what a change of them asks for.
#[utoipa::path(get, operation_id = "member_get", path = "/v1/companies/{id}/members/{user_id}", tag = "companies",
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person")),
    responses((status = 200, description = "As it is now", body = Member), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Ids(company, user): Ids<CompanyId, UserId>) -> Answer<Member> {
    let member = app::member::get(&ctx, &call, company, user).await?;
    Ok(Object::ok(convert::member(&member)).version(member.version))
}
