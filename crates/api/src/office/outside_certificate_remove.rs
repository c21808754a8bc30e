//! DELETE `/v1/outside-certificates/{id}`.

use app::Ctx;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::OutsideCertificateId;
use surguch_http::{Auth, Id, Refusal};

use crate::document::{PathId, Refusals};

/// Takes a registered certificate away: nobody logs in with it any more.
#[utoipa::path(delete, operation_id = "outside_certificate_remove", path = "/v1/outside-certificates/{id}", tag = "companies",
    params(PathId), responses((status = 204, description = "It is away"), Refusals))]
pub(crate) async fn remove(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<OutsideCertificateId>,
) -> Result<StatusCode, Refusal> {
    app::member::outside::remove(&ctx, &call, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
