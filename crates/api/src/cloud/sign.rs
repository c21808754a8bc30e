//! POST `/crypto/v3/Sign`.

use app::Ctx;
use axum::Json;
use axum::extract::State;
use surguch_http::{AnyCase, Refusal};
use wire::cloud::{Sign, Started};

use super::convert;
use crate::document::Refusals;

/// Begins an operation, and sends the owner of the key a code by SMS. One person confirms one operation at a time.
#[utoipa::path(post, operation_id = "cloud_sign", path = "/crypto/v3/Sign", tag = "cloud", request_body = Sign,
    responses((status = 200, description = "It waits for the code", body = Started), Refusals))]
pub(crate) async fn sign(State(ctx): State<Ctx>, AnyCase { call, body }: AnyCase<Sign>) -> Result<Json<Started>, Refusal> {
    let signing = convert::signing(body)?;
    Ok(Json(convert::started(&app::cloud_signing::sign(&ctx, &call, signing).await?)))
}
