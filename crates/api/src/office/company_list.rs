//! GET `/v1/companies`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{Company, ListByExternalId, Page};

use super::convert;
use crate::document::Refusals;

/// The companies that the licensee added, the newest first, or the one with your own id.
#[utoipa::path(get, operation_id = "company_list", path = "/v1/companies", tag = "companies", params(ListByExternalId),
    responses((status = 200, description = "One page", body = Page<Company>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListByExternalId>) -> Answer<Page<Company>> {
    let page = match convert::all_or_one(&marks, query)? {
        convert::Asked::One(id) => convert::at_most_one(app::company::find(&ctx, &call, &id).await)?,
        convert::Asked::Many(slice) => app::company::list(&ctx, &call, slice).await?,
    };
    Ok(marks.answer(page, |one| convert::company(&one)))
}
