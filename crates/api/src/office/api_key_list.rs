//! GET `/v1/api-keys`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object};
use wire::office::{ApiKey, Page};

use super::convert;
use crate::document::Refusals;

/// All keys of the licensee, those out of use too, the oldest first. It takes the scope `keys`.
#[utoipa::path(get, operation_id = "api_key_list", path = "/v1/api-keys", tag = "keys",
    responses((status = 200, description = "All of them", body = Page<ApiKey>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth) -> Answer<Page<ApiKey>> {
    let (found, now) = (app::api_key::list(&ctx, &call).await?, ctx.now());
    Ok(Object::ok(convert::whole(found.iter().map(|key| convert::api_key(key, now)).collect())))
}
