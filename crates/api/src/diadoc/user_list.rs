//! GET `/V2/GetOrganizationUsers?boxId=`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::OrganizationUsersList;

use super::params::BoxParams;
use super::convert;
use super::form::{Answered, Form};
use super::query::Query;
use crate::document::Refusals;

/// The users of a box, for everybody who belongs to it.
#[utoipa::path(get, operation_id = "organization_users", path = "/V2/GetOrganizationUsers", tag = "session", params(BoxParams),
    responses((status = 200, description = "The users", body = OrganizationUsersList), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    form: Form,
    query: Query,
) -> Result<Answered<OrganizationUsersList>, Refusal> {
    let (_, users) = diadoc::users(&ctx, &call, query.company()?).await?;
    let current_user_id = convert::user(&diadoc::myself(&ctx, &call).await?).user_id;
    let users = users.iter().map(|(member, account)| convert::organization_user(member, account)).collect();
    Ok(Answered(form, OrganizationUsersList { users, current_user_id }))
}
