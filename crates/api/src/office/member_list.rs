//! GET `/v1/companies/{id}/members`.

use app::Ctx;
use axum::extract::State;
use domain::id::CompanyId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::{Member, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// The members of a company with their rights (row 1.5).
#[utoipa::path(get, operation_id = "member_list", path = "/v1/companies/{id}/members", tag = "companies", params(PathId),
    responses((status = 200, description = "All of them", body = Page<Member>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<CompanyId>) -> Answer<Page<Member>> {
    let found = app::member::list(&ctx, &call, id).await?;
    Ok(Object::ok(convert::whole(found.iter().map(convert::member).collect())))
}
