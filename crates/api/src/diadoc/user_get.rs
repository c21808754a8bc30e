//! GET `/V2/GetMyUser`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::UserV2;

use super::convert;
use super::form::{Answered, Form};
use crate::document::Refusals;

/// Who the caller is.
#[utoipa::path(get, operation_id = "my_user", path = "/V2/GetMyUser", tag = "session",
    responses((status = 200, description = "The user", body = UserV2), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, form: Form) -> Result<Answered<UserV2>, Refusal> {
    Ok(Answered(form, convert::user(&diadoc::myself(&ctx, &call).await?)))
}
