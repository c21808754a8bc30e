//! GET `/v1/users/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::UserId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::User;

use super::convert;
use crate::document::{PathId, Refusals};

/// One account. A person sees their own one.
#[utoipa::path(get, operation_id = "user_get", path = "/v1/users/{id}", tag = "people", params(PathId),
    responses((status = 200, description = "As it is now", body = User), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<UserId>) -> Answer<User> {
    let found = app::user::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::user(&found)).version(found.version))
}
