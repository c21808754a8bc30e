//! The one renderer of refusals on the face of signer details: plain text whatever the caller accepts, with `X-Diadoc-ErrorCode`.
//!
//! Texts are those that the vendor's server is known to say, word by word; where none is known, ours in English. A status and a code of the
//! vendor's that are not known stand in [`WORDS`].

use app::AppError;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use domain::code::{self, Code, Kind};
use serde_json::Value;
use surguch_http::{About, Language, retry_after, title};

/// Which error it is, for the SDKs.
const ERROR_CODE: HeaderName = HeaderName::from_static("x-diadoc-errorcode");

/// What the vendor calls an error of a status. That of 400, 401 and 404 is known; those of 402, 403 and 405 are ours, and others have none.
const WORDS: &[(StatusCode, &str)] = &[
    (StatusCode::BAD_REQUEST, "Http.BadRequest"),
    (StatusCode::UNAUTHORIZED, "Http.Auth"),
    (StatusCode::PAYMENT_REQUIRED, "Http.PaymentRequired"),
    (StatusCode::FORBIDDEN, "Http.Forbidden"),
    (StatusCode::NOT_FOUND, "DiadocApi.NotFound"),
    (StatusCode::METHOD_NOT_ALLOWED, "Http.MethodNotAllowed"),
];

/// What is said of an error of our own, whatever it was.
const INTERNAL: &str = "Internal server error. Please try again later";

/// Renders `error`. Private text goes to the log, never into the answer.
pub(crate) fn render(error: &AppError, _about: &About) -> Response {
    error.log();
    let status = status(error);
    let mut response = Response::new(Body::from(text(error)));
    *response.status_mut() = status;
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, "text/plain; charset=utf-8");
    if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == status) {
        set(ERROR_CODE, word);
    }
    if status == StatusCode::UNAUTHORIZED {
        set(WWW_AUTHENTICATE, "DiadocAuth");
    }
    if let Some(wait) = retry_after(error) {
        // a number of seconds: clients of C# parse it as one whatever comes
        set(RETRY_AFTER, &wait.as_secs().max(1).to_string());
    }
    response
}

/// Everything that is wrong with a request is 400 here, whatever our own face says.
fn status(error: &AppError) -> StatusCode {
    match error.code.kind {
        Kind::Malformed if error.code != code::METHOD_NOT_ALLOWED && error.code != code::BODY_TIMEOUT => StatusCode::BAD_REQUEST,
        _ => surguch_http::status(error.code),
    }
}

/// The body, which is the whole message.
pub(crate) fn text(error: &AppError) -> String {
    let fact = |name: &str| match error.facts.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    // the vendor's own words
    let known: &[(Code, &dyn Fn() -> String)] = &[
        (code::CLIENT_ID_INVALID, &|| "Invalid API client id".to_owned()),
        (code::PARAMETER_INVALID, &|| format!("{}: could not find or parse query param", fact("parameter"))),
        (code::BODY_MALFORMED, &|| format!("Can't deserialize request body into type: {}", fact("message"))),
        (code::BOX_DENIED, &|| format!("Access to Box [{}] is denied", fact("box_id"))),
        (code::SUBSCRIPTION_REQUIRED, &|| "Доступ запрещён. Необходима оплата тарифа АПИ".to_owned()),
        (code::SIGNER_DETAILS_MISSING, &|| {
            let [of, thumbprint, title] = ["box_id", "thumbprint", "title"].map(fact);
            format!("Could not find signer details [BoxId: {of}, Thumbprint: {thumbprint}, TitleTypeId: {title}]")
        }),
        (code::SIGNER_DETAILS_REQUIRED, &|| {
            let [of, thumbprint, title] = ["box_id", "thumbprint", "title"].map(fact);
            format!("SignerDetails not found for boxId={of}, thumbprint={thumbprint}, documentTitleType={title}")
        }),
        (code::VALIDATION_FAILED, &|| error.problems.iter().map(problem).collect::<Vec<_>>().join("; ")),
    ];
    if let Some((_, words)) = known.iter().find(|(code, _)| *code == error.code) {
        return words();
    }
    let words = title(Language::En, error.code);
    match &error.detail {
        _ if error.code.kind == Kind::Internal => INTERNAL.to_owned(),
        Some(detail) => format!("{words}: {detail}"),
        None => words.to_owned(),
    }
}

/// `SignerPowers: 7 is not allowed in UtdBuyer`.
fn problem(problem: &app::Problem) -> String {
    let field = problem.pointer.trim_start_matches('/');
    let text = problem.detail.as_deref().unwrap_or_else(|| title(Language::En, problem.code));
    if field.is_empty() { text.to_owned() } else { format!("{field}: {text}") }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use app::Problem;

    use super::*;

    fn about() -> About {
        About {
            request_id: "r".to_owned(),
            language: Language::Ru,
            instance: "/V2/ExtendedSignerDetails".to_owned(),
            address: None,
            trace: None,
            public_url: "https://office.example".into(),
        }
    }

    #[test]
    fn texts_and_codes_are_those_that_clients_know() {
        let guid = "48ad04b4-af63-4a72-901c-f19b698c31cc";
        let missing =
            AppError::from(code::SIGNER_DETAILS_MISSING).with("box_id", guid).with("thumbprint", "B8C080A89A5F643A").with("title", 0);
        let wrong = vec![Problem::new("/SignerPowers", code::VALUE_INVALID), Problem::new("", code::FIELD_REQUIRED)];
        for (error, status, word, text) in [
            (AppError::from(code::CLIENT_ID_INVALID), 401, "Http.Auth", "Invalid API client id"),
            (
                AppError::from(code::PARAMETER_INVALID).with("parameter", "boxId"),
                400,
                "Http.BadRequest",
                "boxId: could not find or parse query param",
            ),
            (
                AppError::from(code::BODY_MALFORMED).with("message", "ExtendedSignerDetailsToPost"),
                400,
                "Http.BadRequest",
                "Can't deserialize request body into type: ExtendedSignerDetailsToPost",
            ),
            (
                AppError::from(code::BOX_DENIED).with("box_id", guid),
                403,
                "Http.Forbidden",
                "Access to Box [48ad04b4-af63-4a72-901c-f19b698c31cc] is denied",
            ),
            (AppError::from(code::SUBSCRIPTION_REQUIRED), 402, "Http.PaymentRequired", "Доступ запрещён. Необходима оплата тарифа АПИ"),
            (
                missing,
                404,
                "DiadocApi.NotFound",
                "Could not find signer details [BoxId: 48ad04b4-af63-4a72-901c-f19b698c31cc, Thumbprint: B8C080A89A5F643A, TitleTypeId: 0]",
            ),
            (
                AppError::invalid(wrong),
                400,
                "Http.BadRequest",
                "SignerPowers: The value is not allowed; A required field is missing or empty",
            ),
            (AppError::from(code::RATE_LIMITED).retry_after(Duration::from_secs(7)), 429, "", "Too many requests"),
            (AppError::internal("secret"), 500, "", INTERNAL),
        ] {
            let response = render(&error, &about());
            let header = |name: HeaderName| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
            assert_eq!((response.status().as_u16(), header(ERROR_CODE).as_str()), (status, word), "{error}");
            assert_eq!(header(CONTENT_TYPE), "text/plain; charset=utf-8");
            assert_eq!(header(RETRY_AFTER), if status == 429 { "7" } else { "" });
            assert!(self::text(&error).starts_with(text), "{} / {text}", self::text(&error));
        }
    }
}
