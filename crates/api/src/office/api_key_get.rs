//! GET `/v1/api-keys/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::ApiKeyId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::ApiKey;

use super::convert;
use crate::document::{PathId, Refusals};

/// One key, without its text. It takes the scope `keys`.
#[utoipa::path(get, operation_id = "api_key_get", path = "/v1/api-keys/{id}", tag = "keys", params(PathId),
    responses((status = 200, description = "As it is now", body = ApiKey), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<ApiKeyId>) -> Answer<ApiKey> {
    let found = app::api_key::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::api_key(&found, ctx.now())))
}
