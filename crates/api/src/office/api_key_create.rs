//! POST `/v1/api-keys`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Creating, Given, Object};
use wire::office::{ApiKey, NewApiKey};

use super::convert;
use crate::document::{IdempotencyKey, Refusals};

/// Makes a key of the licensee, by a key with the scope `keys`. Its text is in this answer and nowhere else.
#[utoipa::path(post, operation_id = "api_key_create", path = "/v1/api-keys", tag = "keys", params(IdempotencyKey), request_body = NewApiKey,
    responses((status = 201, description = "Created", body = ApiKey), Refusals))]
pub(crate) async fn create(State(ctx): State<Ctx>, Creating { call, body }: Creating<Given<NewApiKey>>) -> Answer<ApiKey> {
    let done = app::api_key::create(&ctx, &call, convert::new_api_key(body)?).await?;
    let made = ApiKey { secret: Some(done.value.secret), ..convert::api_key(&done.value.key, done.value.key.created_at) };
    let location = format!("/v1/api-keys/{}", made.id);
    Ok(Object::created(made, location).replayed(done.replayed))
}
