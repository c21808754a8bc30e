//! POST `/v1/users`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Given, Object};
use wire::office::{NewUser, User};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Registers a person; the password goes to the phone by SMS (row 1.1).
#[utoipa::path(post, operation_id = "user_register", path = "/v1/users", tag = "people", params(IdempotencyKey), request_body = NewUser,
    responses((status = 201, description = "Created", body = User), Refusals))]
pub(crate) async fn register(State(ctx): State<Ctx>, Creating { call, body }: Creating<Given<NewUser>>) -> Answer<User> {
    let done = app::user::register(&ctx, &call, convert::registration(body)?).await?;
    let location = format!("/v1/users/{}", done.value.id);
    Ok(Object::created(convert::user(&done.value), location).version(done.value.version).replayed(done.replayed))
}
