//! What a problem's `type` leads to: its code with the words for people.

use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use domain::code;
use surguch_http::{Language, Raw, Refusal, title};

/// The code and what it means.
pub async fn show(Raw(path): Raw, headers: HeaderMap) -> Result<([(HeaderName, &'static str); 2], String), Refusal> {
    let wanted = path.get("code").map(|code| code.replace('-', "_")).unwrap_or_default();
    let code = code::ALL.iter().find(|code| code.id == wanted).ok_or(code::NOT_FOUND)?;
    let language = Language::of(&headers);
    let text = format!("{}\n{}\n", code.id, title(language, *code));
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_LANGUAGE, language.tag())], text))
}
