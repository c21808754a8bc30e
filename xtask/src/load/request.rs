//! Requests as bytes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde_json::Value;

const BOUNDARY: &str = "surguch-load-7d1f0c";

/// Makes requests of one caller; clones share its idempotency keys.
#[derive(Debug, Clone)]
pub struct Requests {
    /// Where they go.
    pub address: SocketAddr,
    token: String,
    /// Begins every key: another one in every run.
    prefix: String,
    keys: Arc<AtomicU64>,
}

impl Requests {
    /// Of the caller with this token; `prefix` is another one in every run over the same data.
    pub fn new(address: SocketAddr, token: &str, prefix: &str) -> Self {
        Self { address, token: token.to_owned(), prefix: prefix.to_owned(), keys: Arc::default() }
    }

    /// A number that no other request of the run has.
    pub fn fresh(&self) -> u64 {
        self.keys.fetch_add(1, Ordering::Relaxed)
    }

    /// GET.
    pub fn get(&self, path: &str) -> Vec<u8> {
        format!("GET {path} HTTP/1.1\r\nhost: load\r\nauthorization: Bearer {}\r\n\r\n", self.token).into_bytes()
    }

    /// POST of JSON under a key of its own.
    pub fn post(&self, path: &str, body: &impl Serialize) -> Vec<u8> {
        let body = serde_json::to_vec(body).unwrap_or_default();
        let mut request = self.head(path, "application/json", Some(body.len() as u64));
        request.extend_from_slice(&body);
        request
    }

    /// POST of a package and its files, each with a name, under a key of its own.
    pub fn package(&self, package: &impl Serialize, files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut body = package_part(package);
        for (name, bytes) in files {
            body.extend_from_slice(&file_head(name));
            body.extend_from_slice(bytes);
        }
        body.extend_from_slice(&last());
        let mut request = self.upload_head(Some(body.len() as u64));
        request.extend_from_slice(&body);
        request
    }

    /// What stands before and after the bytes of the only file in the body of a package.
    pub fn around_file(&self, package: &impl Serialize, name: &str) -> (Vec<u8>, Vec<u8>) {
        let mut before = package_part(package);
        before.extend_from_slice(&file_head(name));
        (before, last())
    }

    /// The head of a package's request; without a length the body goes in chunks.
    pub fn upload_head(&self, length: Option<u64>) -> Vec<u8> {
        self.head("/v1/packages", &format!("multipart/form-data; boundary={BOUNDARY}"), length)
    }

    fn head(&self, path: &str, media_type: &str, length: Option<u64>) -> Vec<u8> {
        let (token, prefix, key) = (&self.token, &self.prefix, self.fresh());
        let length = length.map_or_else(|| "transfer-encoding: chunked".to_owned(), |length| format!("content-length: {length}"));
        format!(
            "POST {path} HTTP/1.1\r\nhost: load\r\nauthorization: Bearer {token}\r\nidempotency-key: {prefix}-{key:016}\r\n\
             content-type: {media_type}\r\n{length}\r\n\r\n"
        )
        .into_bytes()
    }
}

/// A whole request under any headers; without a body where there is no media type.
pub fn plain(method: &str, path: &str, headers: &str, media_type: &str, body: &Value) -> Vec<u8> {
    if media_type.is_empty() {
        return format!("{method} {path} HTTP/1.1\r\nhost: load\r\n{headers}\r\n").into_bytes();
    }
    let body = body.to_string();
    let length = body.len();
    format!("{method} {path} HTTP/1.1\r\nhost: load\r\n{headers}content-type: {media_type}\r\ncontent-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

fn package_part(package: &impl Serialize) -> Vec<u8> {
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"package\"\r\ncontent-type: application/json\r\n\r\n");
    let mut part = head.into_bytes();
    part.extend_from_slice(&serde_json::to_vec(package).unwrap_or_default());
    part
}

fn file_head(name: &str) -> Vec<u8> {
    format!(
        "\r\n--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    )
    .into_bytes()
}

fn last() -> Vec<u8> {
    format!("\r\n--{BOUNDARY}--\r\n").into_bytes()
}
