//! The SDK against a scripted server: what goes over the wire, what is repeated, what an error says.

mod issues;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::{get, post};
use client::{Client, Error, Retry, Upload};
use wire::office::{NewPackage, NewUser};

/// What the server saw: the keys in order, and the parts of the last upload.
#[derive(Clone, Default)]
struct Seen {
    keys: Arc<Mutex<Vec<String>>>,
    parts: Arc<Mutex<Vec<SeenPart>>>,
}

/// Name, file name, type, bytes.
type SeenPart = (String, String, String, usize);

const USER: &str = r#"{"id":"usr_1","phone":"+79161234567","surname":"Ё","name":"А","patronymic":null,"email":null,"inn":null,"snils":null,
    "birth_date":null,"external_id":null,"status":"active","created_at":"2026-01-01T00:00:00Z","version":1,"new_field":true}"#;

fn json(status: u16, text: &str) -> Response<Body> {
    Response::builder().status(status).body(Body::from(text.to_owned())).expect("a response")
}

fn overloaded() -> Response<Body> {
    let body = r#"{"type":"/problems/unavailable","title":"Недоступно","status":503,"code":"unavailable"}"#;
    Response::builder().status(503).header("retry-after", "0").body(Body::from(body)).expect("a response")
}

/// Counts the call and says whether it is the first.
fn note(seen: &Seen, headers: &HeaderMap) -> bool {
    let mut keys = seen.keys.lock().expect("a lock");
    keys.push(headers.get("idempotency-key").map(|key| key.to_str().expect("ASCII").to_owned()).unwrap_or_default());
    keys.len() == 1
}

async fn users(State(seen): State<Seen>, headers: HeaderMap) -> Response<Body> {
    assert_eq!(headers["authorization"], "Bearer the-key");
    if note(&seen, &headers) { overloaded() } else { json(201, USER) }
}

async fn packages(State(seen): State<Seen>, headers: HeaderMap, mut form: Multipart) -> Response<Body> {
    let first = note(&seen, &headers);
    seen.parts.lock().expect("a lock").clear();
    while let Some(mut field) = form.next_field().await.expect("a field") {
        let (name, file) = (field.name().unwrap_or_default().to_owned(), field.file_name().unwrap_or_default().to_owned());
        let kind = field.content_type().unwrap_or_default().to_owned();
        let mut size = 0;
        while let Some(chunk) = field.chunk().await.expect("a chunk") {
            size += chunk.len();
        }
        seen.parts.lock().expect("a lock").push((name, file, kind, size));
    }
    if first {
        overloaded()
    } else {
        json(422, r#"{"type":"t","title":"Другой запрос","status":422,"code":"idempotency_mismatch"}"#)
    }
}

async fn add_file(State(seen): State<Seen>, headers: HeaderMap, uri: Uri, body: Bytes) -> Response<Body> {
    let first = note(&seen, &headers);
    let kind = headers["content-type"].to_str().expect("ASCII").to_owned();
    *seen.parts.lock().expect("a lock") = vec![(uri.path().to_owned(), uri.query().unwrap_or_default().to_owned(), kind, body.len())];
    let file = r#"{"id":"fil_1","kind":"original","name":"Акт.pdf","media_type":"application/pdf","size":2000000,"sha256":"00"}"#;
    if first { overloaded() } else { json(201, file) }
}

async fn server() -> (Client, Seen) {
    let seen = Seen::default();
    let router = Router::new()
        .route("/v1/users", post(users))
        .route("/v1/users/{id}", get(|| async { (StatusCode::BAD_GATEWAY, "<html>nginx</html>") }))
        .route("/v1/packages", post(packages))
        .route("/v1/packages/{id}/files", post(add_file))
        .route("/v1/files/{id}/content", get(|| async { vec![7_u8; 3_000_000] }))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (Client::new(format!("http://{address}/"), "the-key"), seen)
}

#[tokio::test]
async fn a_repeated_call_keeps_its_idempotency_key() {
    let (client, seen) = server().await;
    let user = client.register(&NewUser::default()).await.expect("the second attempt succeeds");
    assert_eq!(user.surname, "Ё");
    let keys = seen.keys.lock().expect("a lock").clone();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
    assert!(keys[0].len() == 38 && keys[0].starts_with('"'));
}

#[tokio::test]
async fn a_caller_may_bring_a_key() {
    let (client, seen) = server().await;
    client.with_key("mine-1").register(&NewUser::default()).await.expect("the second attempt succeeds");
    assert_eq!(*seen.keys.lock().expect("a lock"), vec!["\"mine-1\""; 2]);
}

#[tokio::test]
async fn an_upload_is_streamed_with_names_and_types_and_repeated_whole() {
    let (client, seen) = server().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Договор № 1 «ё».pdf");
    std::fs::write(&path, vec![1; 5_000_000]).expect("a file");
    let error = client.create_package(&NewPackage::default(), &[Upload::new(&path)]).await.expect_err("the second answer is final");
    assert_eq!(error.code(), Some("idempotency_mismatch"));
    let parts = seen.parts.lock().expect("a lock").clone();
    assert_eq!(parts[0].0, "package");
    assert_eq!(parts[1], ("file1".to_owned(), "Договор № 1 «ё».pdf".to_owned(), "application/pdf".to_owned(), 5_000_000));
    let keys = seen.keys.lock().expect("a lock").clone();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
}

#[tokio::test]
async fn a_file_of_a_draft_is_streamed_as_it_is_and_repeated_whole() {
    let (client, seen) = server().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Акт.pdf");
    std::fs::write(&path, vec![1; 2_000_000]).expect("a file");
    let file = client.add_file("pkg_1", &Upload::new(&path)).await.expect("the second attempt succeeds");
    assert_eq!((file.id.as_str(), file.size), ("fil_1", 2_000_000));
    let (path, query) = ("/v1/packages/pkg_1/files".to_owned(), "name=%D0%90%D0%BA%D1%82.pdf".to_owned());
    assert_eq!(*seen.parts.lock().expect("a lock"), [(path, query, "application/pdf".to_owned(), 2_000_000)]);
    let keys = seen.keys.lock().expect("a lock").clone();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
}

#[tokio::test]
async fn a_download_goes_to_a_writer() {
    let (client, _) = server().await;
    let mut target = Vec::new();
    assert_eq!(client.download("fil_1", &mut target).await.expect("bytes"), 3_000_000);
    assert!(target.len() == 3_000_000 && target.iter().all(|byte| *byte == 7));
}

#[tokio::test]
async fn a_foreign_answer_and_a_closed_port_are_told_apart() {
    let (client, _) = server().await;
    let client = client.with_retry(Retry { attempts: 2, pause: Duration::from_millis(1), longest: Duration::from_secs(1) });
    let error = client.user("usr_1").await.expect_err("nginx is not us");
    assert!(matches!(&error, Error::Unexpected { status: 502, text } if text.contains("nginx")), "{error}");
    let nobody = Client::new("http://127.0.0.1:1", "k").with_retry(Retry::NEVER);
    assert!(matches!(nobody.user("usr_1").await, Err(Error::Transport(_))));
}
