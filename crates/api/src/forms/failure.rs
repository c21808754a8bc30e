//! The one renderer of refusals in the vendor's envelope: `{code, message, target, errors: [{code, message, target, context}]}`.

use app::{AppError, Ctx, Problem};
use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use domain::code::Kind;
use surguch_http::{About, Language, retry_after, title};
use wire::forms::{Error, ErrorItem};

use super::answer::JSON;
use super::codes::{status, word};
use super::{CRYPTO, ENTITY};
use crate::issues::pascal;

/// What the vendor prints where a call is wrong.
const VALIDATION: &str = "validation";
const MESSAGE: &str = "Failed to validate request";
/// The part of the server that refuses.
const TARGET: &str = "api";
/// Which API an item comes from: the first is printed, the others are called after it.
const TARGETS: [(&str, &str); 3] = [(CRYPTO, "CryptoApi"), (ENTITY[0], "EntityApi"), (ENTITY[1], "EntityApi")];
const OTHER_TARGET: &str = "ContentsApi";

/// The renderer of a house.
pub(super) fn renderer(ctx: &Ctx) -> impl Fn(&AppError, &About) -> Response + Send + Sync + 'static {
    let wrong_state = ctx.settings.forms.wrong_state_code.clone();
    move |error, about| render(error, about, &wrong_state)
}

fn render(error: &AppError, about: &About, wrong_state: &str) -> Response {
    error.log();
    let body = body(error, about.language, target(&about.instance), wrong_state);
    let mut response = Response::new(Body::from(serde_json::to_vec(&body).unwrap_or_default()));
    *response.status_mut() = status(error.code);
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, JSON);
    set(CONTENT_LANGUAGE, about.language.tag());
    if error.code.kind == Kind::Unauthenticated {
        set(WWW_AUTHENTICATE, "ReestroAuth");
    }
    if let Some(wait) = retry_after(error) {
        set(RETRY_AFTER, &wait.as_secs().max(1).to_string());
    }
    response
}

fn body(error: &AppError, language: Language, api: &str, wrong_state: &str) -> Error {
    if status(error.code) != StatusCode::BAD_REQUEST {
        return Error { code: pascal(error.code.id), message: said(error, language), target: TARGET.to_owned(), errors: Vec::new() };
    }
    let item = |problem: &Problem| ErrorItem {
        code: word(problem.code, wrong_state),
        message: of_problem(problem, language),
        target: api.to_owned(),
        context: problem.context.as_ref().map(|context| (*context.0).clone()),
    };
    let mut errors: Vec<ErrorItem> = error.problems.iter().map(item).collect();
    if errors.is_empty() {
        let (code, message) = (word(error.code, wrong_state), said(error, language));
        errors.push(ErrorItem { code, message, target: api.to_owned(), context: None });
    }
    Error { code: VALIDATION.to_owned(), message: MESSAGE.to_owned(), target: TARGET.to_owned(), errors }
}

fn said(error: &AppError, language: Language) -> String {
    match &error.detail {
        Some(detail) => format!("{}: {detail}", title(language, error.code)),
        None => title(language, error.code).to_owned(),
    }
}

/// Names the field, as the vendor's page promises.
fn of_problem(problem: &Problem, language: Language) -> String {
    let message = problem.detail.clone().unwrap_or_else(|| title(language, problem.code).to_owned());
    match field(&problem.pointer) {
        field if field.is_empty() || problem.detail.is_some() => message,
        field => format!("{field}: {message}"),
    }
}

/// `/documents/0/documentInfo/number` is `documents[0].documentInfo.number`.
fn field(pointer: &str) -> String {
    let mut field = String::new();
    for part in pointer.split('/').skip(1).filter(|part| !part.is_empty()) {
        let part = part.replace("~1", "/").replace("~0", "~");
        match part.parse::<usize>() {
            Ok(at) => field.push_str(&format!("[{at}]")),
            Err(_) if field.is_empty() => field.push_str(&part),
            Err(_) => field.push_str(&format!(".{part}")),
        }
    }
    field
}

fn target(path: &str) -> &'static str {
    TARGETS.iter().find(|(base, _)| path.starts_with(base)).map_or(OTHER_TARGET, |(_, target)| target)
}

#[cfg(test)]
mod tests {
    use domain::code;
    use serde_json::json;

    use super::*;

    fn shown(error: &AppError) -> serde_json::Value {
        serde_json::to_value(body(error, Language::En, target("/realty/crypto/v2/certificate-forms"), "WrongFormState")).unwrap()
    }

    #[test]
    fn every_problem_is_an_item_with_what_it_is_about() {
        let content = json!({"contentId": "3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e", "contentType": "pdf"});
        let error = AppError::invalid(vec![
            Problem::new("/documents/0/content", code::CONTENT_TOO_LARGE).about(content.clone()),
            Problem::new("/documents/1/documentInfo/number", code::VALUE_TOO_LONG),
            Problem::new("/person", code::FIELD_REQUIRED),
        ]);
        let shown = shown(&error);
        assert_eq!((&shown["code"], &shown["message"], &shown["target"]), (&json!(VALIDATION), &json!(MESSAGE), &json!("api")));
        let codes: Vec<_> = shown["errors"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["BigContentSize", "WrongFieldValue", "AbsenceOfRequiredField"]);
        assert_eq!((&shown["errors"][0]["context"], &shown["errors"][0]["target"]), (&content, &json!("CryptoApi")));
        assert!(shown["errors"][1]["message"].as_str().unwrap().starts_with("documents[1].documentInfo.number: "));
        assert!(shown["errors"][1].get("context").is_none());
    }

    #[test]
    fn a_state_is_one_item_and_nobody_is_no_validation() {
        let state = shown(&AppError::from(code::WRONG_ISSUE_STATUS));
        assert_eq!((&state["code"], &state["errors"][0]["code"]), (&json!("validation"), &json!("WrongFormState")));
        let nobody = shown(&AppError::from(code::UNAUTHENTICATED));
        assert_eq!((&nobody["code"], &nobody["errors"]), (&json!("Unauthenticated"), &json!([])));
        assert_eq!(target("/entity/v1/subjects"), "EntityApi");
        assert_eq!(target("/realty/contents/v2/contents"), "ContentsApi");
    }
}
