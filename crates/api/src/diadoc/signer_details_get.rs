//! GET `/V2/ExtendedSignerDetails`, and the first version of it.

use app::Ctx;
use app::signer_details;
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::invoicing::signers::ExtendedSignerDetails;
use wire::diadoc::query::{PlaceParams, PlaceParamsV1};

use super::form::{Answered, Form};
use super::query::Query;
use super::convert;
use crate::document::Refusals;

type Answer = Result<Answered<ExtendedSignerDetails>, Refusal>;

/// What is kept of a signer for a certificate and a title, filled up from certificate and organization.
#[utoipa::path(get, operation_id = "signer_details_get", path = "/V2/ExtendedSignerDetails", tag = "signers", params(PlaceParams),
    responses((status = 200, description = "The details", body = ExtendedSignerDetails), Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, Auth(call): Auth, query: Query, form: Form) -> Answer {
    let signer = signer_details::get(&ctx, &call, query.place()?).await?;
    Ok(Answered(form, convert::signer(signer)))
}

/// The same for the four titles that the first version knew. Obsolete: `Sunset` says until when it is promised.
#[utoipa::path(get, operation_id = "signer_details_get_v1", path = "/ExtendedSignerDetails", tag = "signers", params(PlaceParamsV1),
    responses((status = 200, description = "The details", body = ExtendedSignerDetails), Refusals))]
pub(crate) async fn get_v1(State(ctx): State<Ctx>, Auth(call): Auth, query: Query, form: Form) -> Answer {
    let signer = signer_details::get(&ctx, &call, query.place_by_flags()?).await?;
    Ok(Answered(form, convert::signer(signer)))
}
