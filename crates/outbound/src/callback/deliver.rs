//! One attempt to deliver one callback.

use std::time::Duration;

use bytes::Bytes;
use domain::time::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::{CallbackError, Secret, SigningKey, sign_all};
use crate::guarded::{Answer, Blocked, Guarded, retry_after};

/// Where a callback goes and what it is signed with.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// An absolute URL.
    pub url: String,
    /// The live secrets; two of them during rotation.
    pub secrets: Vec<Secret>,
    /// The live private keys of those who want asymmetric signatures too; two of them during rotation.
    pub keys: Vec<SigningKey>,
}

/// Sends callbacks. Clones share connections.
#[derive(Debug, Clone)]
pub struct Callbacks {
    client: Guarded,
}

/// What the receiver said.
#[derive(Debug, Clone)]
pub struct CallbackAnswer {
    /// HTTP status.
    pub status: u16,
    /// The wait that the receiver asked for.
    pub retry_after: Option<Duration>,
    /// The beginning of the answer's body, for the delivery log.
    pub body: Bytes,
    /// Whether there was more of it.
    pub cut: bool,
}

impl CallbackAnswer {
    /// Delivered: 2xx and nothing else. A redirect is a failure, it is not followed.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The receiver wants no more callbacks at this endpoint.
    pub fn is_gone(&self) -> bool {
        self.status == 410
    }

    /// The beginning of the body as text, for people: up to `longest` bytes, without control characters; nothing where it is empty.
    pub fn beginning(&self, longest: usize) -> Option<String> {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(longest)]);
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The receiver, or what stands before it, is overloaded: call this endpoint less often.
    pub fn is_overloaded(&self) -> bool {
        matches!(self.status, 429 | 502 | 503 | 504)
    }
}

impl Callbacks {
    /// Callbacks over `client`.
    pub fn new(client: Guarded) -> Self {
        Self { client }
    }

    /// Checks an endpoint's URL when it is registered. Names are resolved, and addresses checked, only when called.
    pub fn check(&self, url: &str) -> Result<(), Blocked> {
        self.client.check(url).map(drop)
    }

    /// Sends `body` (JSON, fixed bytes) under `id`, which never changes between attempts, signed for this attempt at `now`.
    pub async fn deliver(&self, endpoint: &Endpoint, id: &str, body: Bytes, now: Timestamp) -> Result<CallbackAnswer, CallbackError> {
        let mut signatures = sign_all(&endpoint.secrets, id, now, &body);
        for signature in endpoint.keys.iter().filter_map(|key| key.sign(id, now, &body)) {
            signatures.push(' ');
            signatures.push_str(&signature);
        }
        let answer = self.client.post(&endpoint.url, headers(id, now, &signatures)?, body).await?;
        let Answer { status, retry_after: asked, body, cut } = answer;
        Ok(CallbackAnswer { status, retry_after: asked.and_then(|asked| retry_after(&asked, now)), body, cut })
    }
}

fn headers(id: &str, now: Timestamp, signatures: &str) -> Result<HeaderMap, CallbackError> {
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| CallbackError::Broken(error.into()));
    Ok(HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (HeaderName::from_static("webhook-id"), value(id)?),
        (HeaderName::from_static("webhook-timestamp"), value(&now.seconds().to_string())?),
        (HeaderName::from_static("webhook-signature"), value(signatures)?),
    ]))
}
