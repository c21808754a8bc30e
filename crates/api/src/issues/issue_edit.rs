//! PATCH `/kcr/v1/issues/{id}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::AnyCase;
use wire::issues::EditIssue;

use super::path::Of;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Changes the data of a request; what is left out stays.
#[utoipa::path(patch, operation_id = "issue_edit", path = "/kcr/v1/issues/{id}", tag = "issues", params(("id" = String, Path)),
    request_body = EditIssue, responses((status = 204, description = "Changed"), Refusals))]
pub(crate) async fn edit(State(ctx): State<Ctx>, Of(id): Of, AnyCase { call, body }: AnyCase<EditIssue>) -> Done {
    client::edit(&ctx, &call, id, convert::change(body)?).await?;
    Ok(DONE)
}
