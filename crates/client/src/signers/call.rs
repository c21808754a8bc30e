//! One call of the vendor's face and its answer.

use std::time::Duration;

use prost::Message;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::diadoc::json;

use super::{Form, SignersError, SignersService};

/// Which error it is.
const ERROR_CODE: &str = "x-diadoc-errorcode";
const JSON: &str = "application/json; charset=utf-8";

impl SignersService {
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base)).header(AUTHORIZATION, &self.authorization);
        if self.form == Form::Json { request.header(ACCEPT, JSON) } else { request }
    }

    /// The same with a message; every one of this face may be sent again, since it says what shall be.
    pub(super) fn with<M: Message + Serialize>(&self, request: RequestBuilder, message: &M) -> Result<RequestBuilder, SignersError> {
        match self.form {
            Form::Protobuf => Ok(request.body(message.encode_to_vec())),
            Form::Json => {
                let text = json::write(message).map_err(|error| SignersError::Unexpected(error.to_string()))?;
                Ok(request.header(CONTENT_TYPE, JSON).body(text))
            }
        }
    }

    pub(super) async fn message<M: Message + Default + DeserializeOwned>(&self, request: RequestBuilder) -> Result<M, SignersError> {
        let bytes = self.bytes(request).await?;
        let read = match self.form {
            Form::Protobuf => M::decode(&bytes[..]).map_err(|error| error.to_string()),
            Form::Json => json::read(&bytes).map_err(|error| error.to_string()),
        };
        read.map_err(SignersError::Unexpected)
    }

    /// Sends it until the answer is a success or final.
    pub(super) async fn bytes(&self, request: RequestBuilder) -> Result<Vec<u8>, SignersError> {
        let mut attempt = 1;
        loop {
            let again = request.try_clone().ok_or_else(|| SignersError::Unexpected("a request that cannot be sent again".to_owned()))?;
            let error = match again.send().await {
                Ok(response) if response.status().is_success() => return Ok(response.bytes().await?.to_vec()),
                Ok(response) => refusal(response).await,
                Err(error) => SignersError::Transport(error),
            };
            let Some(pause) = self.pause(attempt, &error) else { return Err(error) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    fn pause(&self, attempt: u32, error: &SignersError) -> Option<Duration> {
        if attempt >= self.retry.attempts {
            return None;
        }
        let own = self.retry.pause.saturating_mul(1 << (attempt - 1).min(16)).min(self.retry.longest);
        match error {
            SignersError::Refused { status: 429 | 502..=504, retry_after, .. } => {
                retry_after.or(Some(own)).filter(|wait| *wait <= self.retry.longest)
            }
            SignersError::Transport(error) if !error.is_builder() => Some(own),
            _ => None,
        }
    }
}

async fn refusal(response: Response) -> SignersError {
    let status = response.status().as_u16();
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let retry_after = header("retry-after").and_then(|value| value.parse().ok()).map(Duration::from_secs);
    let code = header(ERROR_CODE).unwrap_or_default();
    match response.text().await {
        Ok(text) => SignersError::Refused { status, code, text, retry_after },
        Err(error) => SignersError::Transport(error),
    }
}
