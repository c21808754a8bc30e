//! `/docs`: the OpenAPI document for people. HTML made here, one stylesheet, nothing foreign, no script.

mod example;
mod fields;
mod html;
mod operation;
mod page;
mod words;

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName};
use axum::response::IntoResponse;
use domain::code::Code;
use surguch_http::Language;

/// Nothing but the stylesheet of this origin.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static RU: LazyLock<String> = LazyLock::new(|| page::whole(crate::document(), Language::Ru));
static EN: LazyLock<String> = LazyLock::new(|| page::whole(crate::document(), Language::En));

/// The page in the caller's language.
pub(crate) async fn show(headers: HeaderMap) -> impl IntoResponse {
    let language = Language::of(&headers);
    let text = match language {
        Language::Ru => RU.as_str(),
        Language::En => EN.as_str(),
    };
    (head(language), text)
}

/// What all pages look like.
pub(crate) async fn style() -> ([(HeaderName, &'static str); 3], &'static str) {
    let head = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=300"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (head, include_str!("style.css"))
}

/// The page of one code, in the same look.
pub(crate) fn problem(code: Code, language: Language) -> impl IntoResponse {
    (head(language), page::problem(code, language))
}

fn head(language: Language) -> [(HeaderName, &'static str); 5] {
    [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_LANGUAGE, language.tag()),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (VARY, "accept, accept-language"),
    ]
}
