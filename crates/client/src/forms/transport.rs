//! One call and its answer.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use super::{CertificateForms, FormsError};

/// The longest text of a foreign answer that is shown.
const SHOWN: usize = 300;

impl CertificateForms {
    /// Sends what `build` makes; an unchanged thing (304) is an answer like others.
    pub(super) async fn send(&self, build: impl Fn() -> RequestBuilder) -> Result<Response, FormsError> {
        let mut attempt = 1;
        loop {
            let request = build();
            let reads = request.try_clone().and_then(|request| request.build().ok()).is_some_and(|request| request.method() == Method::GET);
            let error = match request.send().await {
                Ok(response) if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED => return Ok(response),
                Ok(response) => refusal(response).await,
                Err(error) => FormsError::Transport(error),
            };
            let Some(pause) = self.pause(attempt, reads, &error) else { return Err(error) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    fn pause(&self, attempt: u32, reads: bool, error: &FormsError) -> Option<Duration> {
        if attempt >= self.retry.attempts {
            return None;
        }
        let own = self.retry.pause.saturating_mul(1 << (attempt - 1).min(16)).min(self.retry.longest);
        match error {
            FormsError::Refused { status: 409 | 429, retry_after, .. } => {
                retry_after.or(Some(own)).filter(|wait| *wait <= self.retry.longest)
            }
            FormsError::Refused { status: 502..=504, retry_after, .. } if reads => Some(retry_after.unwrap_or(own).min(self.retry.longest)),
            FormsError::Unexpected { status: 502..=504, .. } if reads => Some(own),
            FormsError::Transport(error) if reads && !error.is_builder() => Some(own),
            _ => None,
        }
    }

    pub(super) async fn json<T: DeserializeOwned>(&self, build: impl Fn() -> RequestBuilder) -> Result<T, FormsError> {
        read(self.send(build).await?).await
    }

    pub(super) async fn bytes(&self, build: impl Fn() -> RequestBuilder) -> Result<Vec<u8>, FormsError> {
        Ok(self.send(build).await?.bytes().await?.to_vec())
    }
}

/// The body of an answer.
pub(super) async fn read<T: DeserializeOwned>(response: Response) -> Result<T, FormsError> {
    let status = response.status().as_u16();
    let bytes = response.bytes().await?;
    serde_json::from_slice(&bytes).map_err(|error| FormsError::Unexpected { status, text: format!("{error}: {}", shown(&bytes)) })
}

async fn refusal(response: Response) -> FormsError {
    let status = response.status().as_u16();
    let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    match response.bytes().await {
        Err(error) => FormsError::Transport(error),
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(error) => FormsError::Refused { status, error: Box::new(error), retry_after },
            Err(_) => FormsError::Unexpected { status, text: shown(&bytes) },
        },
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(SHOWN).collect()
}
