//! GET `/V2/ExtendedSignerDetails/Preview`: an extension of ours.

use app::Ctx;
use app::signer_details::{self, Wanted};
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use domain::signer::{Confirmation, Format};
use surguch_http::{Auth, Refusal};
use wire::diadoc::query::{PlaceParams, PreviewParams};

use super::query::{Query, wrong};
use crate::document::Refusals;

/// The element Подписант of a title, as it would stand there: XML in windows-1251. An extension of ours, that the vendor does not have.
#[utoipa::path(get, operation_id = "signer_details_preview", path = "/V2/ExtendedSignerDetails/Preview", tag = "signers",
    params(PlaceParams, PreviewParams),
    responses((status = 200, description = "The element", content_type = "application/xml", body = String), Refusals))]
pub(crate) async fn preview(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    query: Query,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Refusal> {
    let place = query.place()?;
    let format = Format::find(place.title, query.get("documentVersion").map(str::trim)).ok_or_else(|| match query.get("documentVersion") {
        Some(_) => wrong("documentVersion"),
        None => wrong("documentTitleType"),
    })?;
    let confirmation = match query.get("powersConfirmation") {
        None => Confirmation::default(),
        Some(way) => way.trim().parse().ok().and_then(Confirmation::by).ok_or_else(|| wrong("powersConfirmation"))?,
    };
    let document = signer_details::preview(&ctx, &call, place, Wanted { format, confirmation }).await?;
    Ok(([(CONTENT_TYPE, "application/xml; charset=windows-1251")], document))
}
