//! GET `/V2/GetMyUser`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::UserV2;

use super::{Failures, convert};
use super::form::{Answered, Form};

/// Who the caller is.
#[utoipa::path(get, operation_id = "my_user", path = "/V2/GetMyUser", tag = "session",
    responses((status = 200, description = "The user", body = UserV2), Failures))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, form: Form) -> Result<Answered<UserV2>, Refusal> {
    Ok(Answered(form, convert::user(&diadoc::myself(&ctx, &call).await?)))
}
