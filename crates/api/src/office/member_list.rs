//! GET `/v1/companies/{id}/members`.

use app::Ctx;
use axum::extract::State;
use domain::id::CompanyId;
use surguch_http::{Answer, Id, Listed};
use wire::office::{ListAll, Member, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// The members of a company with their rights (row 1.5), the one who was registered last first.
#[utoipa::path(get, operation_id = "member_list", path = "/v1/companies/{id}/members", tag = "companies", params(PathId, ListAll),
    responses((status = 200, description = "One page", body = Page<Member>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Id(id): Id<CompanyId>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<Member>> {
    let slice = convert::slice(&marks, query)?;
    let page = app::member::list(&ctx, &call, id, slice).await?;
    Ok(marks.answer(page, |one| convert::member(&one)))
}
