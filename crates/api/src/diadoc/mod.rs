//! The vendor's face of signer details (`/V2/ExtendedSignerDetails`) and of the sessions that lead there, as its SDKs call it: protobuf or
//! JSON, `DiadocAuth` or `Bearer`, refusals as plain text. docs/signer-details.md tells what is decided where the contract is silent.

mod convert;
mod document;
mod failure;
mod form;
mod place;
mod query;
mod sunset;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! {
    authenticate authenticate_confirm
    box_get
    certificate_list
    employee_get
    organization_list
    signer_details_get signer_details_preview signer_details_put
    user_get user_list
}

use app::Ctx;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};
use domain::code;
use surguch_http::{Closed, Face, Gate, Rates, Refusal, Shows};
use utoipa::IntoParams;

use crate::document::answer;

pub use document::{document, text};

/// Everything of the vendor's paths.
pub fn router(ctx: Ctx) -> Router {
    let rates = Rates::of(&ctx);
    let closed = Closed::new(ctx.clone(), rates.clone(), Shows::Diadoc);
    let open = applications()
        .route("/diadoc/openapi.json", get(|| async { answer(text()) }))
        .route("/V2/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }))
        .route("/V3/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }));
    let details = signer_details(&closed, &ctx);
    let routes = members(&closed).merge(details).merge(rates.around(open));
    let routes = Gate::new(ctx.settings.calls_at_once).around(Face::within_patience(routes)).layer(DefaultBodyLimit::disable());
    Face::of(&ctx).rendered_by(failure::render).around(routes).with_state(ctx)
}

/// What an application asks for before anybody has logged in.
fn applications() -> Router<Ctx> {
    Router::new()
        .route("/V3/Authenticate", post(authenticate::authenticate))
        .route("/V3/AuthenticateConfirm", post(authenticate_confirm::confirm))
        .route("/V2/AuthenticateConfirm", post(authenticate_confirm::confirm))
        .route("/Authenticate", post(authenticate::by_query))
        .route("/GetBox", get(box_get::get))
}

/// What somebody known asks for: a wrong method is refused before it is asked who they are.
fn members(closed: &Closed) -> Router<Ctx> {
    Router::new()
        .route("/GetMyOrganizations", closed.around(get(organization_list::list)))
        .route("/GetMyCertificates", closed.around(get(certificate_list::list)))
        .route("/V2/GetMyUser", closed.around(get(user_get::get)))
        .route("/GetMyEmployee", closed.around(get(employee_get::get)))
        .route("/V2/GetOrganizationUsers", closed.around(get(user_list::list)))
}

/// Details of signers, and what is made of them.
fn signer_details(closed: &Closed, ctx: &Ctx) -> Router<Ctx> {
    let first_version = Router::new()
        .route("/ExtendedSignerDetails", closed.around(get(signer_details_get::get_v1).post(signer_details_put::put_v1)))
        .layer(from_fn_with_state(ctx.clone(), sunset::announced));
    Router::new()
        .route("/V2/ExtendedSignerDetails", closed.around(get(signer_details_get::get).post(signer_details_put::put)))
        .route("/V2/ExtendedSignerDetails/Preview", closed.around(get(signer_details_preview::preview)))
        .merge(first_version)
}

/// Which record: the parameters of the second version.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "the document alone looks at it")]
pub(crate) struct PlaceParams {
    /// The box: a GUID, 32 hexadecimal digits, or these with `@diadoc.ru` behind them.
    #[param(rename = "boxId", example = "48ad04b4-af63-4a72-901c-f19b698c31cc")]
    box_id: String,
    /// SHA-1 over the certificate, hexadecimal in any case.
    #[param(pattern = "^[0-9A-Fa-f]{2,128}$")]
    thumbprint: String,
    /// The title, by number (0 to 30) or name.
    #[param(rename = "documentTitleType", example = "UtdSeller")]
    document_title_type: String,
}

/// Which record: the parameters of the first version.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "the document alone looks at it")]
pub(crate) struct PlaceParamsV1 {
    /// The box: a GUID, 32 hexadecimal digits, or these with `@diadoc.ru` behind them.
    #[param(rename = "boxId", example = "48ad04b4-af63-4a72-901c-f19b698c31cc")]
    box_id: String,
    /// SHA-1 over the certificate, hexadecimal in any case.
    #[param(pattern = "^[0-9A-Fa-f]{2,128}$")]
    thumbprint: String,
    /// Whether it is the buyer's title. A bare name means yes.
    buyer: Option<bool>,
    /// Whether it is of a correction. A bare name means yes.
    correction: Option<bool>,
}

/// What of a title is shown.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "the document alone looks at it")]
pub(crate) struct PreviewParams {
    /// The version of the format, such as `utd820_05_01_01`; the newest that has the title where none is named.
    #[param(rename = "documentVersion")]
    document_version: Option<String>,
    /// How the powers are confirmed, from 970 on (СпосПодтПолном): 1 to 6, 1 where nothing is said.
    #[param(rename = "powersConfirmation", minimum = 1, maximum = 6)]
    powers_confirmation: Option<u8>,
}
