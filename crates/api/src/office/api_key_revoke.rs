//! DELETE `/v1/api-keys/{id}`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::ApiKeyId;
use surguch_http::{Auth, Id, Refusal};

use crate::document::{PathId, Refusals};

/// Ends a key within a second, by a key with the scope `keys`. Again changes nothing.
#[utoipa::path(delete, operation_id = "api_key_revoke", path = "/v1/api-keys/{id}", tag = "keys", params(PathId),
    responses((status = 204, description = "It opens nothing any more"), Refusals))]
pub(crate) async fn revoke(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<ApiKeyId>) -> Result<StatusCode, Refusal> {
    app::api_key::revoke(&ctx, &call, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
