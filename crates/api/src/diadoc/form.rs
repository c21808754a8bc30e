//! In which form a message comes and goes: protobuf, or JSON where the headers say so. The two have nothing to do with one another:
//! what a request is says `Content-Type`, and what is wanted says `Accept`.

use app::AppError;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use domain::code;
use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use surguch_http::{Refusal, Sent};
use wire::diadoc::json;

/// The type of JSON, in requests and in what is accepted.
const JSON: &str = "application/json";
/// How an answer in JSON is called.
const JSON_ANSWER: &str = "application/json; charset=utf-8";
/// How an answer in protobuf is called; the vendor's clients do not look.
const PROTOBUF_ANSWER: &str = "application/x-protobuf";

/// The longest body of a message, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// A body as it came.
pub(crate) type Body = Sent<BODY_LIMIT>;

/// What an answer shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The default.
    Protobuf,
    /// Where `Accept` names it.
    Json,
}

impl Form {
    /// What the caller accepts.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        if names_json(headers, &ACCEPT, str::contains) { Self::Json } else { Self::Protobuf }
    }

    /// What the caller says that it sends. Some write the parameter without a semicolon before it.
    pub(crate) fn sent(headers: &HeaderMap) -> Self {
        if names_json(headers, &CONTENT_TYPE, str::starts_with) { Self::Json } else { Self::Protobuf }
    }
}

fn names_json(headers: &HeaderMap, name: &HeaderName, fits: fn(&str, &'static str) -> bool) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.into_iter().any(|value| fits(&value.trim().to_ascii_lowercase(), JSON))
}

impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self::accepted(&parts.headers))
    }
}

/// Reads a body as a message of the vendor's that is called `name` there. No bytes are a message with nothing in it, if protobuf.
pub(crate) fn read<M: Message + Default + DeserializeOwned>(body: &Body, name: &'static str) -> Result<M, AppError> {
    let malformed = || AppError::from(code::BODY_MALFORMED).with("message", name);
    match Form::sent(&body.headers) {
        Form::Json => json::read(&body.bytes).map_err(|_| malformed()),
        Form::Protobuf => M::decode(body.bytes.clone()).map_err(|_| malformed()),
    }
}

/// A message on its way out.
#[derive(Debug)]
pub(crate) struct Answered<M>(pub(crate) Form, pub(crate) M);

impl<M: Message + Serialize> IntoResponse for Answered<M> {
    fn into_response(self) -> Response {
        let Self(form, message) = self;
        match form {
            Form::Protobuf => ([(CONTENT_TYPE, PROTOBUF_ANSWER)], message.encode_to_vec()).into_response(),
            Form::Json => match json::write(&message) {
                Ok(text) => ([(CONTENT_TYPE, JSON_ANSWER)], text).into_response(),
                Err(error) => Refusal::from(AppError::internal("a message as JSON").because(error)).into_response(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn protobuf_is_the_default_both_ways() {
        for (value, accepted) in [
            ("*/*", Form::Protobuf),
            ("application/x-protobuf", Form::Protobuf),
            ("application/json", Form::Json),
            ("text/html, Application/JSON; charset=utf-8", Form::Json),
        ] {
            assert_eq!(Form::accepted(&headers(ACCEPT, value)), accepted, "{value}");
        }
        for (value, sent) in [
            ("application/octet-stream", Form::Protobuf),
            ("application/json", Form::Json),
            ("application/json; charset=utf-8", Form::Json),
            ("application/json charset=utf-8", Form::Json),
            ("text/plain; of=application/json", Form::Protobuf),
        ] {
            assert_eq!(Form::sent(&headers(CONTENT_TYPE, value)), sent, "{value}");
        }
        assert_eq!((Form::accepted(&HeaderMap::new()), Form::sent(&HeaderMap::new())), (Form::Protobuf, Form::Protobuf));
        assert_eq!(Form::accepted(&headers(CONTENT_TYPE, "application/json")), Form::Protobuf);
    }
}
