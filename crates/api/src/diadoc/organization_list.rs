//! GET `/GetMyOrganizations[?autoRegister=]`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::OrganizationList;

use super::convert;
use super::form::{Answered, Form};
use crate::document::Refusals;

/// The organizations whose boxes are open to the caller. `autoRegister` changes nothing: nobody becomes a member by asking.
#[utoipa::path(get, operation_id = "organization_list", path = "/GetMyOrganizations", tag = "session",
    params(("autoRegister" = Option<String>, Query, description = "Without an effect, whatever it is")),
    responses((status = 200, description = "The organizations", body = OrganizationList), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth, form: Form) -> Result<Answered<OrganizationList>, Refusal> {
    let boxes = diadoc::organizations(&ctx, &call).await?;
    Ok(Answered(form, OrganizationList { organizations: boxes.iter().map(|one| convert::organization(&one.company, true)).collect() }))
}
