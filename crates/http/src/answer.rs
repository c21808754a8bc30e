//! Successful answers: one object with its version, or a list.

use axum::Json;
use axum::http::header::{ETAG, LINK, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::Refusal;

/// What a handler returns.
pub type Answer<T> = Result<Object<T>, Refusal>;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// One JSON object on its way out.
#[derive(Debug)]
pub struct Object<T> {
    status: StatusCode,
    body: T,
    tag: Option<String>,
    location: Option<String>,
    link: Option<String>,
    replayed: bool,
}

impl<T> Object<T> {
    /// 200.
    pub fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, body, tag: None, location: None, link: None, replayed: false }
    }

    /// 201 with the address of what was created.
    pub fn created(body: T, location: String) -> Self {
        Self { status: StatusCode::CREATED, location: Some(location), ..Self::ok(body) }
    }

    /// 201 for what has no address of its own.
    pub fn opened(body: T) -> Self {
        Self { status: StatusCode::CREATED, ..Self::ok(body) }
    }

    /// 202: something is on its way.
    pub fn accepted(body: T) -> Self {
        Self { status: StatusCode::ACCEPTED, ..Self::ok(body) }
    }

    /// Adds the strong `ETag` `"v<version>"`.
    #[must_use]
    pub fn version(mut self, version: i64) -> Self {
        self.tag = Some(format!("\"v{version}\""));
        self
    }

    /// Adds the strong `ETag` `"v<version>-<state>"`, for what also changes by time alone: a certificate expires without a new version.
    #[must_use]
    pub fn version_in(mut self, version: i64, state: &str) -> Self {
        self.tag = Some(format!("\"v{version}-{state}\""));
        self
    }

    /// Says where another page is, in the words of `Link` (RFC 8288).
    #[must_use]
    pub(crate) fn link(mut self, link: Option<String>) -> Self {
        self.link = link;
        self
    }

    /// Says whether an earlier call with the same key made this.
    #[must_use]
    pub fn replayed(mut self, replayed: bool) -> Self {
        self.replayed = replayed;
        self
    }
}

impl<T: Serialize> IntoResponse for Object<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        if let Some(tag) = self.tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
            headers.insert(ETAG, tag);
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
            headers.insert(LOCATION, location);
        }
        if let Some(link) = self.link.and_then(|link| HeaderValue::from_str(&link).ok()) {
            headers.insert(LINK, link);
        }
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}
