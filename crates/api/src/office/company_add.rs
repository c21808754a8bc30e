//! POST `/v1/companies`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Given, Object};
use wire::office::{Company, NewCompany};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Adds a company: a legal entity or a sole proprietor (row 1.3).
#[utoipa::path(post, operation_id = "company_add", path = "/v1/companies", tag = "companies", params(IdempotencyKey), request_body = NewCompany,
    responses((status = 201, description = "Created", body = Company), Refusals))]
pub(crate) async fn add(State(ctx): State<Ctx>, Creating { call, body }: Creating<Given<NewCompany>>) -> Answer<Company> {
    let done = app::company::add(&ctx, &call, convert::addition(body)?).await?;
    let location = format!("/v1/companies/{}", done.value.id);
    Ok(Object::created(convert::company(&done.value), location).version(done.value.version).replayed(done.replayed))
}
