//! GET `/v1/companies?external_id=`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object, Params};
use wire::office::{ByExternalId, Page, Company};

use super::convert;
use crate::document::Refusals;

/// Looks a company up by your own id.
#[utoipa::path(get, operation_id = "company_find", path = "/v1/companies", tag = "companies", params(ByExternalId),
    responses((status = 200, description = "The one, or none", body = Page<Company>), Refusals))]
pub(crate) async fn find(State(ctx): State<Ctx>, Auth(call): Auth, Params(query): Params<ByExternalId>) -> Answer<Page<Company>> {
    let id = convert::external_id(&query.external_id)?;
    let found = app::company::find(&ctx, &call, &id).await.map(|found| convert::company(&found));
    Ok(Object::ok(convert::at_most_one(found)?))
}
