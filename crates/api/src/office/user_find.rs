//! GET `/v1/users?external_id=`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object, Params};
use wire::office::{ByExternalId, Page, User};

use super::convert;
use crate::document::Refusals;

/// Looks an account up by your own id.
#[utoipa::path(get, operation_id = "user_find", path = "/v1/users", tag = "people", params(ByExternalId),
    responses((status = 200, description = "The one, or none", body = Page<User>), Refusals))]
pub(crate) async fn find(State(ctx): State<Ctx>, Auth(call): Auth, Params(query): Params<ByExternalId>) -> Answer<Page<User>> {
    let id = convert::external_id(&query.external_id)?;
    let found = app::user::find(&ctx, &call, &id).await.map(|found| convert::user(&found));
    Ok(Object::ok(convert::at_most_one(found)?))
}
