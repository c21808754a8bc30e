//! The face of issue requests (`/kcr/v1`): the vendor's registration centre as its clients call it, with `X-KONTUR-APIKEY`, and cloud
//! signing beside it. Refusals are written in the vendor's envelope; docs/issue-requests.md tells what is decided where it is silent.

mod codes;
mod convert;
mod document;
mod failure;
mod path;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! {
    certificate_download certificate_request_upload
    confirmation_request
    document_delete document_put
    event_list
    identification_delete identification_put
    issue_create issue_decline issue_delete issue_edit issue_forward issue_get issue_renew issue_retrieve issue_search issue_validate
    note_delete note_put
    page_add page_delete page_get
    statement_sign
    template_print
}

use app::Ctx;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{any, get, post, put};
use domain::code::{self, Code};
use surguch_http::{Face, Gate, Rates, Refusal, Shows, closed_by};

use crate::cloud;
use crate::document::answer;

pub(crate) use codes::{pascal, word};
pub use document::{document, text};

/// The header with the key, as the vendor's contract names it.
pub const API_KEY: &str = "x-kontur-apikey";

/// Digits of a code by SMS.
const DIGITS: usize = domain::confirmation::DIGITS;

/// Everything under `/kcr` and `/crypto`.
pub fn router(ctx: Ctx) -> Router {
    let rates = Rates::of(&ctx);
    let calls = Gate::new(ctx.settings.calls_at_once).around(Face::within_patience(quick().merge(cloud::quick())));
    // uploads take as long as they take; every chunk has its own time limit
    let uploads = Router::new().route("/kcr/v1/issues/{id}/documents/{type}/pages", post(page_add::add)).merge(cloud::uploads());
    let uploads = Gate::new(ctx.settings.uploads_at_once).around(uploads);
    let members = closed_by(calls.merge(uploads), ctx.clone(), rates.clone(), Shows::Key(API_KEY));
    let open = Router::new()
        .route("/kcr/openapi.json", get(|| async { answer(text()) }))
        .route("/kcr/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }))
        .route(&format!("{}/{{*rest}}", cloud::BASE), any(|| async { Refusal::from(code::NOT_FOUND) }));
    let open = rates.around(open);
    let routes = members.merge(Face::within_patience(open)).layer(DefaultBodyLimit::disable());
    Face::of(&ctx).rendered_by(failure::render).around(routes).with_state(ctx)
}

fn quick() -> Router<Ctx> {
    Router::new()
        .route("/kcr/v1/issues", post(issue_create::create).get(issue_search::search))
        .route("/kcr/v1/issues/{id}", get(issue_get::get).patch(issue_edit::edit).delete(issue_delete::delete))
        .route("/kcr/v1/issues/{id}/validate", post(issue_validate::validate))
        .route("/kcr/v1/issues/{id}/decline", post(issue_decline::decline))
        .route("/kcr/v1/issues/{id}/renew", post(issue_renew::renew))
        .route("/kcr/v1/issues/{id}/forward-to-cabinet", post(issue_forward::forward))
        .route("/kcr/v1/issues/{id}/retrieve-from-cabinet", post(issue_retrieve::retrieve))
        .route("/kcr/v1/issues/{id}/subject-identification", put(identification_put::put).delete(identification_delete::delete))
        .route("/kcr/v1/issues/{id}/note", post(note_put::put).delete(note_delete::delete))
        .route("/kcr/v1/issues/{id}/documents/{type}", put(document_put::put).delete(document_delete::delete))
        .route("/kcr/v1/issues/{id}/documents/{type}/sign", post(statement_sign::sign))
        .route("/kcr/v1/issues/{id}/documents/{type}/pages/{page}", get(page_get::get).delete(page_delete::delete))
        .route("/kcr/v1/issues/{id}/templates/{template}", post(template_print::print))
        .route("/kcr/v1/issues/{id}/confirmation-requests", post(confirmation_request::request))
        .route("/kcr/v1/issues/{id}/upload-certificate-request", post(certificate_request_upload::upload))
        .route("/kcr/v1/issues/{id}/download-certificate", post(certificate_download::download))
        .route("/kcr/v1/issue-events", get(event_list::list))
}

/// What the contract answers where there is nothing to say.
type Done = Result<StatusCode, Refusal>;

/// Something was done, and there is nothing to say of it.
const DONE: StatusCode = StatusCode::NO_CONTENT;

/// A code by SMS. An empty one, or one of another length, is a wrong request and no guess.
pub(crate) fn six_digits(text: &str) -> Result<String, Code> {
    let code = text.trim();
    match code {
        "" => Err(code::FIELD_REQUIRED),
        _ if code.len() == DIGITS && code.bytes().all(|b| b.is_ascii_digit()) => Ok(code.to_owned()),
        _ => Err(code::VALUE_INVALID),
    }
}
