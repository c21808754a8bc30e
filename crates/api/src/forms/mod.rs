//! The face of certificate forms: the vendor's crypto API (`/realty/crypto/v2`), and subjects, representatives and contents beside it, with
//! `Authorization: ReestroAuth`. Refusals are written in the vendor's envelope; docs/certificate-forms.md tells what is decided where its
//! pages are silent.

mod answer;
mod ask;
mod auth;
mod codes;
mod contents;
mod convert;
mod document;
mod entity;
mod failure;
mod path;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! { event_list form_certificate form_create form_get form_patch form_recall form_release form_render }

use app::Ctx;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};
use domain::code;
use surguch_http::{Face, Gate, Rates, Refusal, Shows, closed_by};

use crate::document::answer;

pub(crate) use crate::document::Refusals as Failures;
pub use document::{document, text};

/// Where certificate forms and events are.
pub const CRYPTO: &str = "/realty/crypto/v2";
/// Where subjects and representatives are: the vendor's older pages say the first, the newer ones the second.
pub const ENTITY: [&str; 2] = ["/realty/entity/v1", "/entity/v1"];

/// Everything under `/realty` and `/entity`.
pub fn router(ctx: Ctx) -> Router {
    let rates = Rates::of(&ctx);
    let quick = quick().merge(entity::quick()).merge(contents::quick(&ctx));
    let calls = Gate::new(ctx.settings.calls_at_once).around(Face::within_patience(quick));
    // uploads take as long as they take; every chunk has its own time limit
    let uploads = Gate::new(ctx.settings.uploads_at_once).around(contents::uploads(&ctx));
    let members = calls.merge(uploads).route_layer(from_fn_with_state(ctx.clone(), ask::enter));
    let members = closed_by(members, ctx.clone(), rates.clone(), Shows::Found(auth::key));
    let nothing = || any(|| async { Refusal::from(code::NOT_FOUND) });
    let open = Router::new().route("/realty/openapi.json", get(|| async { answer(text()) }));
    let open = open.route("/realty/{*rest}", nothing()).route("/entity/{*rest}", nothing());
    let routes = members.merge(Face::within_patience(rates.around(open))).layer(DefaultBodyLimit::disable());
    Face::of(&ctx).rendered_by(failure::renderer(&ctx)).around(routes).with_state(ctx)
}

fn quick() -> Router<Ctx> {
    Router::new()
        .route("/realty/crypto/v2/certificate-forms", post(form_create::create))
        .route("/realty/crypto/v2/certificate-forms/{formId}", get(form_get::get).patch(form_patch::patch))
        .route("/realty/crypto/v2/certificate-forms/{formId}/release", post(form_release::release))
        .route("/realty/crypto/v2/certificate-forms/{formId}/render", get(form_render::render))
        .route("/realty/crypto/v2/certificate-forms/{formId}/recall", post(form_recall::recall))
        .route("/realty/crypto/v2/certificate-forms/{formId}/certificate", get(form_certificate::certificate))
        .route("/realty/crypto/v2/events", get(event_list::list))
}
