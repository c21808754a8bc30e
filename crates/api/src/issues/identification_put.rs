//! PUT `/kcr/v1/issues/{id}/subject-identification`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::AnyCase;
use wire::issues::IdentifySubject;

use super::path::Of;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Records who looked at the subject's identity document. A new record takes the place of the one before, which is kept in the history.
#[utoipa::path(put, operation_id = "identification_put", path = "/kcr/v1/issues/{id}/subject-identification", tag = "issues",
    params(("id" = String, Path)), request_body = IdentifySubject, responses((status = 204, description = "Recorded"), Refusals))]
pub(crate) async fn put(State(ctx): State<Ctx>, Of(id): Of, AnyCase { call, body }: AnyCase<IdentifySubject>) -> Done {
    client::identify(&ctx, &call, id, convert::identification(body)?).await?;
    Ok(DONE)
}
