//! POST `/kcr/v1/issues/{id}/decline`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::AnyCase;
use wire::issues::Decline;

use super::path::Of;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Rejects an approved request; it goes to `correction`.
#[utoipa::path(post, operation_id = "issue_decline", path = "/kcr/v1/issues/{id}/decline", tag = "issues", params(("id" = String, Path)),
    request_body = Decline, responses((status = 204, description = "It is in correction"), Refusals))]
pub(crate) async fn decline(State(ctx): State<Ctx>, Of(id): Of, AnyCase { call, body }: AnyCase<Decline>) -> Done {
    client::decline(&ctx, &call, id, convert::comment(body)?).await?;
    Ok(DONE)
}
