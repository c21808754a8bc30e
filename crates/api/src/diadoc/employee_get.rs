//! GET `/GetMyEmployee?boxId=`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::employees::Employee;

use super::params::BoxParams;
use super::convert;
use super::form::{Answered, Form};
use super::query::Query;
use crate::document::Refusals;

/// Who the caller is in a box, and what they may do there.
#[utoipa::path(get, operation_id = "my_employee", path = "/GetMyEmployee", tag = "session", params(BoxParams),
    responses((status = 200, description = "The employee", body = Employee), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, form: Form, query: Query) -> Result<Answered<Employee>, Refusal> {
    Ok(Answered(form, convert::employee(&diadoc::employee(&ctx, &call, query.company()?).await?)))
}
