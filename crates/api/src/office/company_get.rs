//! GET `/v1/companies/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::CompanyId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::Company;

use super::convert;
use crate::document::{PathId, Refusals};

/// One company.
#[utoipa::path(get, operation_id = "company_get", path = "/v1/companies/{id}", tag = "companies", params(PathId),
    responses((status = 200, description = "As it is now", body = Company), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<CompanyId>) -> Answer<Company> {
    let found = app::company::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::company(&found)).version(found.version))
}
