//! POST `/V2/ExtendedSignerDetails`, and the first version of it.

use app::signer_details::{self, Place};
use app::{Call, Ctx};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::invoicing::signers::{ExtendedSignerDetails, ExtendedSignerDetailsToPost};
use wire::diadoc::query::{PlaceParams, PlaceParamsV1};

use super::form::{self, Answered, Body, Form};
use super::query::Query;
use super::convert;
use crate::document::Refusals;

type Answer = Result<Answered<ExtendedSignerDetails>, Refusal>;

/// Keeps details of a signer for a certificate and a title, in place of what was kept; answers them filled up.
#[utoipa::path(post, operation_id = "signer_details_put", path = "/V2/ExtendedSignerDetails", tag = "signers", params(PlaceParams),
    request_body = ExtendedSignerDetailsToPost,
    responses((status = 200, description = "The details", body = ExtendedSignerDetails), Refusals))]
pub(crate) async fn put(State(ctx): State<Ctx>, Auth(call): Auth, query: Query, form: Form, body: Body) -> Answer {
    keep(&ctx, &call, query.place()?, form, &body).await
}

/// The same for the four titles that the first version knew. Obsolete: `Sunset` says until when it is promised.
#[utoipa::path(post, operation_id = "signer_details_put_v1", path = "/ExtendedSignerDetails", tag = "signers", params(PlaceParamsV1),
    request_body = ExtendedSignerDetailsToPost,
    responses((status = 200, description = "The details", body = ExtendedSignerDetails), Refusals))]
pub(crate) async fn put_v1(State(ctx): State<Ctx>, Auth(call): Auth, query: Query, form: Form, body: Body) -> Answer {
    keep(&ctx, &call, query.place_by_flags()?, form, &body).await
}

async fn keep(ctx: &Ctx, call: &Call, place: Place, form: Form, body: &Body) -> Answer {
    // whether the body can be read is told after the box and its subscription
    let given = form::read::<ExtendedSignerDetailsToPost>(body, signer_details::BODY).ok().map(convert::given);
    Ok(Answered(form, convert::signer(signer_details::put(ctx, call, place, given).await?)))
}
