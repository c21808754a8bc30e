//! GET `/v1/users`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{ListByExternalId, Page, User};

use super::convert;
use crate::document::Refusals;

/// The people whom the licensee registered, the newest first, or the one with your own id.
#[utoipa::path(get, operation_id = "user_list", path = "/v1/users", tag = "people", params(ListByExternalId),
    responses((status = 200, description = "One page", body = Page<User>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListByExternalId>) -> Answer<Page<User>> {
    let page = match convert::all_or_one(&marks, query)? {
        convert::Asked::One(id) => convert::at_most_one(app::user::find(&ctx, &call, &id).await)?,
        convert::Asked::Many(slice) => app::user::list(&ctx, &call, slice).await?,
    };
    Ok(marks.answer(page, |one| convert::user(&one)))
}
