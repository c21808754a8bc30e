//! GET `/GetBox?boxId=`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Anybody, Refusal};
use wire::diadoc::proto;

use super::params::BoxParams;
use super::convert;
use super::form::{Answered, Form};
use super::query::Query;
use crate::document::Refusals;

/// A box with its organization. The client id alone opens it: one of the vendor's clients shows no token here.
#[utoipa::path(get, operation_id = "box_get", path = "/GetBox", tag = "session", params(BoxParams),
    security(("bearer" = []), ("diadoc" = []), ("application" = [])),
    responses((status = 200, description = "The box", body = proto::Box), Refusals))]
pub(crate) async fn get(
    State(ctx): State<Ctx>,
    Anybody(call): Anybody,
    form: Form,
    query: Query,
) -> Result<Answered<proto::Box>, Refusal> {
    let company = diadoc::get_box(&ctx, &call, query.company()?).await?;
    Ok(Answered(form, convert::box_with_organization(&company)))
}
