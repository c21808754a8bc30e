//! The vendor's face of signer details (`/V2/ExtendedSignerDetails`) and of the sessions that lead there, as its SDKs call it: protobuf or
//! JSON, `DiadocAuth` or `Bearer`, refusals as plain text. docs/signer-details.md tells what is decided where the contract is silent.

mod failure;
#[allow(dead_code, reason = "the endpoints are on their way")]
pub(crate) mod form;
#[allow(dead_code, reason = "the endpoints are on their way")]
pub(crate) mod query;

use app::Ctx;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::any;
use domain::code;
use surguch_http::{Closed, Face, Gate, Rates, Refusal, Shows};

/// Everything of the vendor's paths.
pub fn router(ctx: Ctx) -> Router {
    let rates = Rates::of(&ctx);
    let closed = Closed::new(ctx.clone(), rates.clone(), Shows::Diadoc);
    let open = Router::new()
        .route("/V2/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }))
        .route("/V3/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }));
    let routes = members(&closed).merge(rates.around(open));
    let routes = Gate::new(ctx.settings.calls_at_once).around(Face::within_patience(routes)).layer(DefaultBodyLimit::disable());
    Face::of(&ctx).rendered_by(failure::render).around(routes).with_state(ctx)
}

/// What somebody known asks for: a wrong method is refused before it is asked who they are.
fn members(_closed: &Closed) -> Router<Ctx> {
    Router::new()
}
