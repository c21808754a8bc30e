//! Bytes on their way out: names, digests, ranges.

mod disposition;
mod range;

use axum::body::Body;
use axum::http::header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

pub use disposition::attachment;
pub use range::{Wanted, wanted};

const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// What is known of bytes before they are read.
#[derive(Debug, Clone)]
pub struct Described<'a> {
    /// Name to save them under.
    pub name: &'a str,
    /// Media type.
    pub media_type: &'a str,
    /// Length of the whole, in bytes.
    pub size: u64,
    /// SHA-256 of the whole, lower-case hex.
    pub sha256: &'a str,
}

impl Described<'_> {
    /// The strong `ETag`: bytes that never change are named by their digest.
    pub fn etag(&self) -> String {
        format!("\"{}\"", self.sha256)
    }

    /// An answer with the whole or the wanted piece of it in `body`.
    pub fn respond(&self, wanted: Wanted, body: Body) -> Response {
        let mut response = Response::new(body);
        let length = match wanted {
            Wanted::Whole => self.size,
            Wanted::Piece { from, to } => {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                to - from
            }
        };
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(CONTENT_TYPE, self.media_type);
        set(CONTENT_LENGTH, &length.to_string());
        set(CONTENT_DISPOSITION, &attachment(self.name));
        set(ACCEPT_RANGES, "bytes");
        set(ETAG, &self.etag());
        set(X_CONTENT_TYPE_OPTIONS, "nosniff");
        if let Some(digest) = digest(self.sha256) {
            // RFC 9530: the digest of a piece would be another one, so a piece says the whole's.
            set(if wanted == Wanted::Whole { CONTENT_DIGEST } else { REPR_DIGEST }, &digest);
        }
        if let Wanted::Piece { from, to } = wanted {
            set(CONTENT_RANGE, &format!("bytes {from}-{}/{}", to - 1, self.size));
        }
        response
    }
}

/// `sha-256=:base64:` (RFC 9530 §2).
fn digest(sha256: &str) -> Option<String> {
    let bytes = hex::decode(sha256).ok()?;
    Some(format!("sha-256=:{}:", BASE64_STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_says_where_it_stands_and_what_the_whole_is() {
        let file = Described { name: "a.bin", media_type: "application/pdf", size: 10, sha256: &"00".repeat(32) };
        let response = file.respond(Wanted::Piece { from: 2, to: 5 }, Body::empty());
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(response.headers()[CONTENT_RANGE], "bytes 2-4/10");
        assert_eq!(response.headers()[CONTENT_LENGTH], "3");
        assert!(response.headers().contains_key(REPR_DIGEST) && !response.headers().contains_key(CONTENT_DIGEST));
    }
}
