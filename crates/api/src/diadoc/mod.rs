//! The vendor's face of signer details (`/V2/ExtendedSignerDetails`) and of the sessions that lead there, as its SDKs call it: protobuf or
//! JSON, `DiadocAuth` or `Bearer`, refusals as plain text. docs/signer-details.md tells what is decided where the contract is silent.

mod convert;
mod document;
mod failure;
mod form;
mod params;
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
        .route("/V2/AuthenticateConfirm", post(authenticate_confirm::confirm_v2))
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
