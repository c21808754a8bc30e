//! GET `/V2/GetMyUser`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::UserV2;

use super::convert;
use super::form::{Answered, Form};

/// Who the caller is.
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, form: Form) -> Result<Answered<UserV2>, Refusal> {
    Ok(Answered(form, convert::user(&diadoc::myself(&ctx, &call).await?)))
}
