use axum::Json;
use axum::routing::{any, get, post};
use serde_json::Value;
use tower::ServiceExt;
use wire::office::{NewCompany, Problem};

use super::*;
use crate::{Anonymous, JSON_LIMIT, Object};

fn router() -> Router {
    let routes = Router::new()
        .route("/companies", post(|Anonymous(body): Anonymous<NewCompany>| async move { Json(body) }))
        .route("/object", get(|| async { Object::ok(1).version(7) }))
        .route("/busy", get(|| async { Refusal::from(code::IDEMPOTENCY_IN_PROGRESS) }))
        .route("/bare", get(|| async { StatusCode::IM_A_TEAPOT }))
        .route("/panic", get(|| async { panic!("on purpose") as () }))
        .route("/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }));
    Face::new("https://office.example/", || Uuid::from_u128(1)).around(routes)
}

async fn call(request: axum::http::request::Builder, body: impl Into<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let response = router().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

async fn problem(request: axum::http::request::Builder, body: impl Into<Body>) -> (u16, Problem) {
    let (status, headers, body) = call(request, body).await;
    assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
    assert!(headers.contains_key("x-request-id"));
    let problem: Problem = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem.status, status.as_u16());
    (status.as_u16(), problem)
}

fn posting() -> axum::http::request::Builder {
    Request::post("/companies").header("content-type", "application/json")
}

#[tokio::test]
async fn every_failure_has_the_same_shape() {
    for (request, body, status, code) in [
        (Request::get("/nowhere"), "", 404, "not_found"),
        (Request::delete("/object"), "", 405, "method_not_allowed"),
        (Request::post("/companies"), "{}", 415, "media_type_unsupported"),
        (Request::post("/companies").header("content-type", "text/plain"), "{}", 415, "media_type_unsupported"),
        (posting(), "{", 400, "body_malformed"),
        (posting(), "{}", 400, "validation_failed"),
        (Request::get("/busy"), "", 409, "idempotency_in_progress"),
        (Request::get("/bare"), "", 400, "body_malformed"),
        (Request::get("/panic"), "", 500, "internal"),
    ] {
        let (found, problem) = problem(request, body).await;
        assert_eq!((found, problem.code.as_str()), (status, code));
        assert_eq!(problem.request_id.as_deref(), Some("00000000-0000-0000-0000-000000000001"));
    }
}

#[tokio::test]
async fn a_problem_explains_itself_in_the_callers_language() {
    let (_, russian) = problem(posting(), r#"{"name":"А","inn":7}"#).await;
    assert_eq!(russian.title, "В запросе есть ошибки");
    assert_eq!(russian.kind, "https://office.example/problems/validation-failed");
    assert_eq!(russian.instance.as_deref(), Some("/companies"));
    assert_eq!((russian.errors[0].pointer.as_str(), russian.errors[0].code.as_str()), ("/inn", "field_type"));
    let (_, english) = problem(posting().header("accept-language", "en"), "{}").await;
    assert_eq!(english.title, "The request has errors");
}

#[tokio::test]
async fn a_wrong_method_says_which_ones_are_right() {
    let (_, headers, _) = call(Request::delete("/object"), "").await;
    assert_eq!(headers["allow"], "GET,HEAD");
}

#[tokio::test]
async fn a_body_that_is_too_long_or_cut_off_is_told_apart() {
    let long = format!("{{\"name\":\"{}\"}}", "a".repeat(JSON_LIMIT));
    assert_eq!(problem(posting(), long).await.1.code, "payload_too_large");
    let declared = posting().header("content-length", (JSON_LIMIT + 1).to_string());
    assert_eq!(problem(declared, "{}").await.1.code, "payload_too_large");
    let broken = futures::stream::iter([Ok("{\"name\""), Err(std::io::Error::other("the peer is gone"))]);
    assert_eq!(problem(posting(), Body::from_stream(broken)).await.1.code, "body_incomplete");
}

#[tokio::test]
async fn the_callers_request_id_is_echoed_when_it_is_fit_to_be_logged() {
    for (given, echoed) in
        [("abc-1", "abc-1"), ("a b", "00000000-0000-0000-0000-000000000001"), ("", "00000000-0000-0000-0000-000000000001")]
    {
        let (_, headers, _) = call(Request::get("/object").header("x-request-id", given), "").await;
        assert_eq!(headers["x-request-id"], echoed, "{given}");
    }
}

#[tokio::test]
async fn an_unchanged_object_is_not_sent_again() {
    let (status, headers, body) = call(Request::get("/object").header("if-none-match", "\"v6\", \"v7\""), "").await;
    assert_eq!((status, body.len(), headers["etag"].to_str().unwrap()), (StatusCode::NOT_MODIFIED, 0, "\"v7\""));
    let (status, _, body) = call(Request::get("/object").header("if-none-match", "\"v6\""), "").await;
    assert_eq!((status, serde_json::from_slice::<Value>(&body).unwrap()), (StatusCode::OK, 1.into()));
}

#[tokio::test]
async fn who_is_asked_to_wait_is_told_how_long() {
    let (_, headers, _) = call(Request::get("/busy"), "").await;
    assert_eq!(headers["retry-after"], "1");
}

#[tokio::test]
async fn a_version_that_is_not_the_present_one_is_not_read() {
    for (tag, status) in [("\"v7\"", 200), ("*", 200), ("\"v6\", \"v7\"", 200), ("\"v6\"", 412), ("W/\"v7\"", 412)] {
        let (found, _, _) = call(Request::get("/object").header("if-match", tag), "").await;
        assert_eq!(found, status, "{tag}");
    }
    let (_, refused) = problem(Request::get("/object").header("if-match", "\"v6\"").header("if-none-match", "\"v7\""), "").await;
    assert_eq!(refused.code, "precondition_failed");
}

#[tokio::test]
async fn whoever_asks_for_the_methods_is_told_them() {
    let (status, headers, body) = call(Request::options("/object"), "").await;
    assert_eq!((status.as_u16(), headers["allow"].to_str().unwrap(), body.len()), (204, "GET,HEAD", 0));
    assert!(!headers.contains_key(CONTENT_TYPE));
}
