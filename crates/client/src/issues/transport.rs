//! One call of the vendor's face and its answer.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use wire::issues::Failure;

use super::IssuesError;
use crate::{Client, Retry};

/// The header with the key.
const API_KEY: &str = "x-kontur-apikey";
/// The longest text of a foreign answer that is shown.
const SHOWN: usize = 300;

/// A door to the vendor's faces of one server.
#[derive(Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    base: String,
    key: String,
    retry: Retry,
}

impl Transport {
    /// Over the connections of `client`.
    pub(crate) fn new(client: &Client, key: String) -> Self {
        Self { http: client.http.clone(), base: client.base.clone(), key, retry: client.retry }
    }

    pub(crate) fn with_retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).header(API_KEY, &self.key)
    }

    /// Sends what `build` makes. A call that only reads is repeated where there was no answer; another one where it was refused for its
    /// number alone, since nothing was done then.
    pub(crate) async fn send(&self, build: impl Fn() -> RequestBuilder) -> Result<Response, IssuesError> {
        let mut attempt = 1;
        loop {
            let request = build();
            let reads = request.try_clone().and_then(|request| request.build().ok()).is_some_and(|request| request.method() == Method::GET);
            let error = match request.send().await {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) => refusal(response).await,
                Err(error) => IssuesError::Transport(error),
            };
            let Some(pause) = self.pause(attempt, reads, &error) else { return Err(error) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    fn pause(&self, attempt: u32, reads: bool, error: &IssuesError) -> Option<Duration> {
        if attempt >= self.retry.attempts {
            return None;
        }
        let own = self.retry.pause.saturating_mul(1 << (attempt - 1).min(16)).min(self.retry.longest);
        match error {
            IssuesError::Refused { status: 429, retry_after, .. } => retry_after.or(Some(own)).filter(|wait| *wait <= self.retry.longest),
            IssuesError::Refused { status: 502..=504, retry_after, .. } if reads => {
                Some(retry_after.unwrap_or(own).min(self.retry.longest))
            }
            IssuesError::Unexpected { status: 502..=504, .. } if reads => Some(own),
            IssuesError::Transport(error) if reads && !error.is_builder() => Some(own),
            _ => None,
        }
    }

    pub(crate) async fn json<T: DeserializeOwned>(&self, build: impl Fn() -> RequestBuilder) -> Result<T, IssuesError> {
        let response = self.send(build).await?;
        let status = response.status().as_u16();
        let bytes = response.bytes().await?;
        serde_json::from_slice(&bytes).map_err(|error| IssuesError::Unexpected { status, text: format!("{error}: {}", shown(&bytes)) })
    }

    pub(crate) async fn bytes(&self, build: impl Fn() -> RequestBuilder) -> Result<Vec<u8>, IssuesError> {
        Ok(self.send(build).await?.bytes().await?.to_vec())
    }
}

async fn refusal(response: Response) -> IssuesError {
    let status = response.status();
    let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    match response.bytes().await {
        Err(error) => IssuesError::Transport(error),
        Ok(bytes) => match serde_json::from_slice::<Failure>(&bytes) {
            Ok(Failure { error }) => IssuesError::Refused { status: status.as_u16(), failure: Box::new(error), retry_after },
            Err(_) => IssuesError::Unexpected { status: status.as_u16(), text: shown(&bytes) },
        },
    }
}

/// Whether the server says that the request is being actualised.
pub(super) fn is_conflict(error: &IssuesError) -> bool {
    error.status() == Some(StatusCode::CONFLICT.as_u16())
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(SHOWN).collect()
}
