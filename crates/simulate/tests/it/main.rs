//! What the stand-ins answer, whoever asks: the contracts' refusals, the header, the controls, files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use domain::clock::Clock;
use domain::time::Timestamp;
use serde_json::{Value, json};
use simulate::{esia, registers, sms};
use tower::ServiceExt;

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(1_796_000_000)
    }

    fn steady(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

fn of_registers() -> Router {
    registers::Registers::new(registers::Data::built_in(), Arc::new(Still)).router()
}

fn of_the_portal() -> Router {
    esia::Esia::new(esia::Data::built_in(), Arc::new(Still)).router()
}

struct Answered {
    status: u16,
    simulator: String,
    retry_after: Option<String>,
    body: Vec<u8>,
}

impl Answered {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// Method and path in one, as in `POST /v1/passport`.
async fn ask(router: &Router, what: &str, id: Option<&str>, body: Option<Value>) -> Answered {
    let (method, path) = what.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    if let Some(id) = id {
        request = request.header("x-request-id", id);
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let answer = router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (status, simulator, retry_after) = (answer.status().as_u16(), header("surguch-simulator"), header("retry-after"));
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec();
    Answered { status, simulator: simulator.expect("every answer says that it is no real one"), retry_after, body }
}

fn passport(number: &str) -> Option<Value> {
    Some(json!({ "series": "4500", "number": number }))
}

#[tokio::test]
async fn what_the_contracts_do_not_have_is_refused_and_named() {
    let (registers, portal) = (of_registers(), of_the_portal());
    for (router, name, what, id, body, status, code) in [
        (&registers, "registers", "POST /v1/passport", None, passport("000101"), 400, "request_id_missing"),
        (&registers, "registers", "POST /v1/passport", Some("a"), None, 400, "body_malformed"),
        (&registers, "registers", "POST /v1/snils", Some("a"), Some(json!({ "snils": "1" })), 400, "body_malformed"),
        (&registers, "registers", "GET /v1/extracts/nothing", None, None, 404, "extract_unknown"),
        (&registers, "registers", "GET /v2/status", None, None, 404, "not_found"),
        (&registers, "registers", "POST /simulator/troubles", None, Some(json!({ "register": "fms" })), 400, "trouble_malformed"),
        (&portal, "esia", "POST /v1/confirmations", Some("a"), Some(json!({ "snils": "90000000788" })), 400, "body_malformed"),
        (&portal, "esia", "GET /v1/confirmations/nothing", None, None, 404, "confirmation_unknown"),
        (&portal, "esia", "POST /simulator/confirmations/nothing", None, Some(json!({ "state": "confirmed" })), 409, "not_in_progress"),
    ] {
        let answered = ask(router, what, id, body).await;
        assert_eq!((answered.status, answered.json()["code"].as_str()), (status, Some(code)), "{what}");
        assert_eq!(answered.simulator, name);
    }
}

#[tokio::test]
async fn a_token_is_asked_for_where_the_data_name_one_and_controls_ask_for_none() {
    let data = registers::Data { token: "secret".into(), ..registers::Data::built_in() };
    let router = registers::Registers::new(data, Arc::new(Still)).router();
    assert_eq!(ask(&router, "GET /v1/status", None, None).await.status, 401);
    assert_eq!(ask(&router, "GET /simulator/asked", None, None).await.status, 200);
    let request = Request::get("/v1/status").header("authorization", "Bearer secret").body(Body::empty()).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), 200);
}

#[tokio::test]
async fn troubles_come_and_go_by_the_controls() {
    let router = of_registers();
    assert_eq!(ask(&router, "DELETE /simulator/troubles", None, None).await.status, 204);
    let busy = json!({ "register": "fms", "manner": "busy", "seconds": 7, "times": 1 });
    assert_eq!(ask(&router, "POST /simulator/troubles", None, Some(busy.clone())).await.status, 204);
    assert_eq!(ask(&router, "GET /simulator/troubles", None, None).await.json(), json!([busy]));
    let answered = ask(&router, "POST /v1/passport", Some("a"), passport("000101")).await;
    assert_eq!((answered.status, answered.retry_after.as_deref()), (429, Some("7")));
    let answered = ask(&router, "POST /v1/passport", Some("a"), passport("000101")).await;
    assert_eq!((answered.status, answered.json()), (200, json!({ "faults": ["passport_expired"] })));
    assert_eq!(ask(&router, "GET /simulator/asked", None, None).await.json(), json!({ "passport": 2 }));
}

#[tokio::test]
async fn an_extract_says_of_whom_it_is_and_that_it_is_none() {
    let router = of_registers();
    let ordered = ask(&router, "POST /v1/extracts", Some("a"), Some(json!({ "ogrn": "1267700000017" }))).await;
    assert_eq!((ordered.status, ordered.json()["extract"]["dated"].as_str()), (201, Some("2026-11-30")));
    let path = format!("GET /v1/extracts/{}", ordered.json()["extract"]["id"].as_str().unwrap());
    assert_eq!(ask(&router, &path, None, None).await.status, 202);
    let extract = ask(&router, &path, None, None).await;
    assert!(extract.status == 200 && extract.body.starts_with(b"%PDF-"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("extract.pdf");
    std::fs::write(&file, &extract.body).unwrap();
    let output = std::process::Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for words in ["ВЫПИСКА", "2026-11-30", "ООО «Ромашка»", "1267700000017", "имитатором"] {
        assert!(text.contains(words), "{text}");
    }
}

#[tokio::test]
async fn messages_are_taken_once_refused_by_the_data_and_can_be_read() {
    let router = sms::Sms::new(sms::Data::built_in()).router();
    let send = |id: &'static str, to: &str, text: &str| {
        let (router, body) = (router.clone(), json!({ "to": to, "text": text }));
        async move { ask(&router, "POST /v1/messages", Some(id), Some(body)).await }
    };
    let taken = send("a", "+79161234567", "Код 1").await;
    assert_eq!((taken.status, taken.json(), taken.simulator.as_str()), (202, json!({ "id": "message-1" }), "sms"));
    assert_eq!(send("a", "+79161234567", "Код 1").await.json(), taken.json());
    let refused = send("b", "+70000000002", "Код 2").await;
    assert_eq!((refused.status, refused.json()), (422, json!({ "code": "no_contract" })));
    for (to, text) in [("89161234567", "Код"), ("+7916123456a", "Код"), ("+79161234567", ""), ("+79161234567", &"я".repeat(671))] {
        assert_eq!(send("c", to, text).await.status, 400, "{to} {text}");
    }
    let listed = ask(&router, "GET /simulator/messages", None, None).await;
    assert_eq!(listed.json(), json!([{ "id": "message-1", "to": "+79161234567", "text": "Код 1" }]));
    assert_eq!(ask(&router, "POST /simulator/weather", None, Some(json!({ "down": true }))).await.status, 204);
    assert_eq!(send("d", "+79161234567", "Код 3").await.status, 503);
}

#[tokio::test]
async fn the_portals_weather_is_made_by_the_controls() {
    let router = of_the_portal();
    assert_eq!(ask(&router, "POST /simulator/weather", None, Some(json!({ "down": true }))).await.status, 204);
    assert_eq!(ask(&router, "GET /v1/status", None, None).await.json(), json!({ "status": "down", "simulator": true }));
    assert_eq!(ask(&router, "GET /v1/confirmations/a", None, None).await.status, 503);
    assert_eq!(ask(&router, "GET /simulator/confirmations", None, None).await.json(), json!([]));
}

#[test]
fn data_come_from_toml_and_json_and_a_wrong_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let load = |path: &std::path::Path| registers::Registers::load(Some(path), Arc::new(Still)).map(drop);
    assert!(load(&file("a.toml", registers::BUILT_IN)).is_ok());
    assert!(load(&file("a.json", r#"{"passport": [{"series": "4500", "number": "1", "faults": []}]}"#)).is_ok());
    for (path, words) in [
        (file("b.toml", "persons = []"), "persons"),
        (file("b.json", "person = []"), "b.json"),
        (folder.path().join("nowhere.toml"), "nowhere.toml"),
    ] {
        let error = load(&path).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    assert!(esia::Esia::load(Some(&file("c.toml", esia::BUILT_IN)), Arc::new(Still)).is_ok());
}
