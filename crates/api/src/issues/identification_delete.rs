//! DELETE `/kcr/v1/issues/{id}/subject-identification`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::Auth;

use super::path::Of;
use super::{DONE, Done};
use crate::document::Refusals;

/// Takes the record of the identification back; it is kept in the history.
#[utoipa::path(delete, operation_id = "identification_delete", path = "/kcr/v1/issues/{id}/subject-identification", tag = "issues", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back"), Refusals))]
pub(crate) async fn delete(State(ctx): State<Ctx>, Auth(call): Auth, Of(id): Of) -> Done {
    client::remove_identification(&ctx, &call, id).await?;
    Ok(DONE)
}
