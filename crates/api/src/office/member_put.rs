//! PUT `/v1/companies/{id}/members/{user_id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::{CompanyId, UserId};
use surguch_http::{Acting, Answer, Given, Ids, Object};
use wire::office::{Member, PutMember};

use super::convert;
use crate::document::{Refusals, SeenVersion};

/// Makes a person a member of a company, or changes what they may do there (row 1.4). The same place again changes nothing.
///
/// A place that is there is changed by whoever says by `If-Match` which version of it they have seen: 428 without it, 412 with another.
/// `If-None-Match: *` only ever makes a new member.
#[utoipa::path(put, operation_id = "member_put", path = "/v1/companies/{id}/members/{user_id}", tag = "companies", request_body = PutMember,
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person"), SeenVersion),
    responses((status = 200, description = "As it is now", body = Member), Refusals))]
pub(crate) async fn put(
    State(ctx): State<Ctx>,
    Ids(company, user): Ids<CompanyId, UserId>,
    Acting { call, body }: Acting<Given<PutMember>>,
) -> Answer<Member> {
    let member = app::member::put(&ctx, &call, company, user, convert::place(body)?).await?;
    Ok(Object::ok(convert::member(&member)).version(member.version))
}
