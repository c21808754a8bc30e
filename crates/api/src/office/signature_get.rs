//! GET `/v1/signatures/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::SignatureId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::Signature;

use super::convert;
use crate::document::{PathId, Refusals};

/// One signature, field by field (row 6.3).
#[utoipa::path(get, operation_id = "signature_get", path = "/v1/signatures/{id}", tag = "files", params(PathId),
    responses((status = 200, description = "As it was accepted", body = Signature), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<SignatureId>) -> Answer<Signature> {
    let (found, _) = app::signature::content(&ctx, &call, id).await?;
    Ok(Object::ok(convert::signature(&found)))
}
