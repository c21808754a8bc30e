//! Successful answers of this face.

use app::form::Tags;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The type of every JSON of this face.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// One JSON object, with a mark of its last change and with where it is, where that is told.
pub(crate) struct Shown<T> {
    status: StatusCode,
    body: T,
    tag: Option<String>,
    location: Option<String>,
}

impl<T> Shown<T> {
    /// 200.
    pub(crate) fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, body, tag: None, location: None }
    }

    /// 201.
    pub(crate) fn created(body: T) -> Self {
        Self { status: StatusCode::CREATED, ..Self::ok(body) }
    }

    /// Adds `ETag`, written as is set.
    #[must_use]
    pub(crate) fn tagged(self, tag: &str, tags: Tags) -> Self {
        let tag = match tags {
            Tags::Bare => tag.to_owned(),
            Tags::Quoted => format!("\"{tag}\""),
        };
        Self { tag: Some(tag), ..self }
    }

    /// Adds `Location`.
    #[must_use]
    pub(crate) fn at(self, location: String) -> Self {
        Self { location: Some(location), ..self }
    }
}

impl<T: Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, axum::Json(self.body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        for (name, value) in [(ETAG, self.tag), (LOCATION, self.location)] {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }
}
