//! The one renderer of our own face's refusals: RFC 9457 `application/problem+json`.

use std::time::Duration;

use app::AppError;
use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use domain::code::{self, Code, Kind};
use wire::office::{FieldProblem, Problem};

use crate::{About, status, title};

/// How long to wait where the error does not say.
const DEFAULT_WAIT: Duration = Duration::from_secs(1);

/// Renders `error` for the caller that `about` describes. Private text goes to the log, never into the answer.
pub fn render(error: &AppError, about: &About) -> Response {
    error.log();
    let problem = problem(error, about);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status(error.code);
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, "application/problem+json");
    set(CONTENT_LANGUAGE, about.language.tag());
    if error.code.kind == Kind::Unauthenticated {
        set(WWW_AUTHENTICATE, "Bearer realm=\"surguch\"");
    }
    if let Some(wait) = retry_after(error) {
        set(RETRY_AFTER, &wait.as_secs().max(1).to_string());
    }
    response
}

fn problem(error: &AppError, about: &About) -> Problem {
    let field = |one: &app::Problem| FieldProblem {
        pointer: one.pointer.clone(),
        code: one.code.id.to_owned(),
        title: title(about.language, one.code).to_owned(),
        detail: one.detail.clone(),
    };
    Problem {
        kind: uri(&about.public_url, error.code),
        title: title(about.language, error.code).to_owned(),
        status: status(error.code).as_u16(),
        detail: error.detail.clone(),
        instance: Some(about.instance.clone()),
        code: error.code.id.to_owned(),
        request_id: Some(about.request_id.clone()),
        errors: error.problems.iter().map(field).collect(),
        facts: error
            .facts
            .iter()
            .filter(|(name, _)| !MEMBERS.contains(&name.as_str()))
            .map(|(name, fact)| (name.clone(), fact.clone()))
            .collect(),
    }
}

/// The members that a fact must not stand in for.
const MEMBERS: [&str; 8] = ["type", "title", "status", "detail", "instance", "code", "request_id", "errors"];

/// The URI of a sort of problem; relative where no public address is known.
fn uri(public_url: &str, code: Code) -> String {
    format!("{}/problems/{}", public_url.trim_end_matches('/'), code.id.replace('_', "-"))
}

/// When the caller is told to come back: 429 and 503 always say so, «still running» does too.
pub fn retry_after(error: &AppError) -> Option<Duration> {
    let expected = matches!(error.code.kind, Kind::Limited | Kind::Unavailable) && error.code != code::PAYLOAD_TOO_LARGE
        || error.code == code::IDEMPOTENCY_IN_PROGRESS;
    error.retry_after.or(expected.then_some(DEFAULT_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About {
            request_id: "r".to_owned(),
            language: crate::Language::Ru,
            instance: "/v1/x".to_owned(),
            address: None,
            trace: None,
            public_url: "https://office.example".into(),
        }
    }

    #[test]
    fn facts_stand_beside_the_members_and_never_in_their_place() {
        let error = AppError::from(code::CODE_WRONG).with("attempts_left", 3).with("status", 200);
        let problem = problem(&error, &about());
        assert_eq!((problem.status, &problem.facts["attempts_left"], problem.facts.len()), (409, &3.into(), 1));
    }

    #[test]
    fn private_text_does_not_leave() {
        let error = AppError::internal("the password is 123").because(std::io::Error::other("secret path"));
        let text = serde_json::to_string(&problem(&error, &about())).unwrap();
        assert!(!text.contains("123") && !text.contains("secret"), "{text}");
    }

    #[test]
    fn whoever_may_come_again_is_told_when() {
        for (error, expected) in [
            (AppError::from(code::UNAVAILABLE), Some("1")),
            (AppError::from(code::RATE_LIMITED), Some("1")),
            (AppError::from(code::SMS_LIMIT).retry_after(Duration::from_secs(30)), Some("30")),
            (AppError::from(code::PAYLOAD_TOO_LARGE), None),
            (AppError::from(code::NOT_FOUND), None),
        ] {
            let response = render(&error, &about());
            assert_eq!(response.headers().get(RETRY_AFTER).map(|value| value.to_str().unwrap()), expected, "{error}");
        }
    }
}
