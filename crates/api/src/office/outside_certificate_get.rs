//! GET `/v1/outside-certificates/{id}`.

use app::Ctx;
use axum::extract::State;
use domain::id::OutsideCertificateId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::OutsideCertificate;

use super::convert;
use crate::document::{PathId, Refusals};

/// One registered certificate of another authority.
#[utoipa::path(get, operation_id = "outside_certificate_get", path = "/v1/outside-certificates/{id}", tag = "companies", params(PathId),
    responses((status = 200, description = "As it is now", body = OutsideCertificate), Refusals))]
pub(crate) async fn get(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Id(id): Id<OutsideCertificateId>,
) -> Answer<OutsideCertificate> {
    let one = app::member::outside::get(&ctx, &call, id).await?;
    Ok(Object::ok(convert::outside_certificate(&one, ctx.now())))
}
