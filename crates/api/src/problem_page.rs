//! What a problem's `type` leads to: its code with the words for people, as a page or, for programs, as plain text.

use axum::http::header::{ACCEPT, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use domain::code::{self, Code};
use surguch_http::{Language, Raw, Refusal, title};

use crate::docs_page;

/// The code and what it means.
pub async fn show(Raw(path): Raw, headers: HeaderMap) -> Result<Response, Refusal> {
    let wanted = path.get("code").map(|code| code.replace('-', "_")).unwrap_or_default();
    let code = code::ALL.iter().find(|code| code.id == wanted).ok_or(code::NOT_FOUND)?;
    let language = Language::of(&headers);
    let reads_pages = headers.get(ACCEPT).is_some_and(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")));
    Ok(if reads_pages { docs_page::problem(*code, language).into_response() } else { plain(*code, language).into_response() })
}

fn plain(code: Code, language: Language) -> ([(HeaderName, &'static str); 3], String) {
    let head = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_LANGUAGE, language.tag()), (VARY, "accept, accept-language")];
    (head, format!("{}\n{}\n", code.id, title(language, code)))
}
