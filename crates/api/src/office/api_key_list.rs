//! GET `/v1/api-keys`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{ApiKey, ListAll, Page};

use super::convert;
use crate::document::Refusals;

/// The keys of the licensee, those out of use too, the newest first. It takes the scope `keys`.
#[utoipa::path(get, operation_id = "api_key_list", path = "/v1/api-keys", tag = "keys", params(ListAll),
    responses((status = 200, description = "One page", body = Page<ApiKey>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<ApiKey>> {
    let slice = convert::slice(&marks, query)?;
    let (page, now) = (app::api_key::list(&ctx, &call, slice).await?, ctx.now());
    Ok(marks.answer(page, |key| convert::api_key(&key, now)))
}
