//! A caller of the router: the smallest client that can also do wrong things.

use std::ops::Deref;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request};
use serde_json::{Value, json};
use testhouse::{House, Neighbours};
use testkit::TestDatabase;
use tower::ServiceExt;

/// A house and its licensee's information system.
pub struct Api {
    pub house: House,
    licensee: Caller,
}

/// Somebody with a token.
pub struct Caller {
    router: Router,
    pub key: String,
}

impl Deref for Api {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.licensee
    }
}

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a printable header"))
    }

    /// Checks the status and returns the JSON.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// Checks that it is a problem with this status and code, and returns it.
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()));
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        problem
    }

    /// Checks that it is a refusal of the body and returns pointer and code of every problem.
    pub fn problems(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let problem = self.problem(400, "validation_failed");
        problem["errors"].as_array().expect("errors").iter().map(|one| (text(&one["pointer"]), text(&one["code"]))).collect()
    }
}

impl Api {
    pub async fn on(db: &TestDatabase) -> Self {
        Self::with(db, app::Settings::default()).await
    }

    /// The same with settings of the test's own.
    pub async fn with(db: &TestDatabase, settings: app::Settings) -> Self {
        Self::of(House::with(db, settings).await)
    }

    /// The same beside others that it asks.
    pub async fn beside(db: &TestDatabase, settings: app::Settings, neighbours: Neighbours) -> Self {
        Self::of(House::beside(db, settings, neighbours).await)
    }

    fn of(house: House) -> Self {
        let licensee = Caller { router: api::router(house.ctx.clone()), key: house.key.clone() };
        Self { house, licensee }
    }

    /// A person who logs in with the password of the last message to their phone.
    pub async fn logged_in(&self, phone: &str) -> Caller {
        let text = self.house.message_to(phone).await;
        let password = text.split_once("входа: ").unwrap().1.split('.').next().unwrap();
        let session = self.post("/v1/sessions", &json!({"phone": phone, "password": password})).await.expect(201);
        self.with_token(session["token"].as_str().unwrap().to_owned())
    }

    /// The information system of another licensee of the same house.
    pub async fn stranger(&self) -> Caller {
        let (_, key) = self.house.another_licensee().await;
        self.with_token(key)
    }
}

impl Caller {
    /// Somebody else at the same router.
    pub fn with_token(&self, key: String) -> Self {
        Self { router: self.router.clone(), key }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("a router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// A request with the key.
    pub fn request(&self, method: Method, path: &str) -> Builder {
        Request::builder().method(method).uri(path).header("authorization", format!("Bearer {}", self.key))
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Posts JSON under a fresh idempotency key.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_once(path, &testkit::uuid().to_string(), body).await
    }

    /// Posts JSON under this idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Reply {
        let request = self.request(Method::POST, path).header("idempotency-key", key).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).expect("a request")).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        let request = self.request(Method::PUT, path).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).expect("a request")).await
    }

    /// A call without a body that says something in a header; the peer is `from`, where it matters.
    pub async fn ask(&self, method: &str, path: &str, header: (&str, &str), from: Option<&str>) -> Reply {
        let request = self.request(method.parse().expect("a method"), path).header(header.0, header.1);
        let mut request = request.body(Body::empty()).expect("a request");
        if let Some(from) = from {
            let peer = std::net::SocketAddr::new(from.parse().expect("an address"), 4711);
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        }
        self.send(request).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path).body(Body::empty()).expect("a request")).await
    }

    /// Posts a multipart body under this idempotency key.
    pub async fn upload_once(&self, key: &str, form: Form) -> Reply {
        let request = self.request(Method::POST, "/v1/packages").header("idempotency-key", key);
        let request = request.header("content-type", "multipart/form-data; boundary=limit");
        self.send(request.body(form.end().into()).expect("a request")).await
    }

    /// Posts the bytes of a file as they are, to a path with its name, under this idempotency key.
    pub async fn upload_raw(&self, path: &str, key: &str, header: (&str, &str), bytes: impl Into<Body>) -> Reply {
        let request = self.request(Method::POST, path).header("idempotency-key", key).header(header.0, header.1);
        self.send(request.body(bytes.into()).expect("a request")).await
    }

    pub async fn upload(&self, form: Form) -> Reply {
        self.upload_once(&testkit::uuid().to_string(), form).await
    }
}

/// A multipart body.
#[derive(Default, Clone)]
pub struct Form(Vec<u8>);

impl Form {
    /// The part `package`.
    pub fn package(package: &Value) -> Self {
        Self::default().json("package", &package.to_string())
    }

    pub fn json(mut self, name: &str, text: &str) -> Self {
        let head = format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: application/json\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// Any part.
    pub fn part(mut self, name: &str, file_name: Option<&str>, content: &[u8]) -> Self {
        let file_name = file_name.map_or(String::new(), |file_name| format!("; filename=\"{file_name}\""));
        self.0.extend_from_slice(format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n").as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    pub fn file(mut self, name: &str, media_type: &str, content: &[u8]) -> Self {
        let head =
            format!("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// The same with what its bytes are said to be.
    pub fn digested(mut self, name: &str, digest: &str, content: &[u8]) -> Self {
        let head =
            format!("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Digest: {digest}\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// The whole body.
    pub fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"--limit--\r\n");
        self.0
    }
}

/// A package with one signer and one file.
pub fn package_of(signer: &testhouse::Signatory) -> Value {
    let line = json!({"order": 1, "role": "signer", "user_id": signer.user.to_string(), "company_id": signer.company.to_string()});
    json!({"name": "Пакет", "send": true, "participants": [line]})
}
