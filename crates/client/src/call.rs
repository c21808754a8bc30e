//! One request and its answer, repeated where that is safe.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Client, Error, idempotency};

/// The longest text of a foreign answer that is shown.
const SHOWN: usize = 300;

impl Client {
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        read(self.repeat(|| Ok(self.request(Method::GET, path))).await?).await
    }

    pub(crate) async fn get_with<T: DeserializeOwned, Q: Serialize + Sync>(&self, path: &str, query: &Q) -> Result<T, Error> {
        read(self.repeat(|| Ok(self.request(Method::GET, path).query(query))).await?).await
    }

    pub(crate) async fn put<B: Serialize + Sync, T: DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, Error> {
        read(self.repeat(|| Ok(self.request(Method::PUT, path).json(body))).await?).await
    }

    /// Changes what the caller has seen in this version.
    pub(crate) async fn patch_seen<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        version: i64,
        body: &B,
    ) -> Result<T, Error> {
        read(self.repeat(|| Ok(self.request(Method::PATCH, path).header("if-match", seen(version)).json(body))).await?).await
    }

    pub(crate) async fn put_seen<B: Serialize + Sync, T: DeserializeOwned>(&self, path: &str, version: i64, body: &B) -> Result<T, Error> {
        read(self.repeat(|| Ok(self.request(Method::PUT, path).header("if-match", seen(version)).json(body))).await?).await
    }

    pub(crate) async fn delete_seen(&self, path: &str, version: i64) -> Result<(), Error> {
        self.repeat(|| Ok(self.request(Method::DELETE, path).header("if-match", seen(version)))).await.map(drop)
    }

    pub(crate) async fn delete(&self, path: &str) -> Result<(), Error> {
        self.repeat(|| Ok(self.request(Method::DELETE, path))).await.map(drop)
    }

    /// A call that creates, sends or decides, under one idempotency key for all its attempts.
    pub(crate) async fn post<B: Serialize + Sync, T: DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, Error> {
        let key = self.idempotency_key();
        read(self.repeat(|| Ok(self.keyed(path, &key).json(body))).await?).await
    }

    /// The same with bytes as they are.
    pub(crate) async fn post_bytes<T: DeserializeOwned>(&self, path: &str, body: &[u8]) -> Result<T, Error> {
        let (key, body) = (self.idempotency_key(), body.to_vec());
        let build = || Ok(self.keyed(path, &key).header(CONTENT_TYPE, "application/octet-stream").body(body.clone()));
        read(self.repeat(build).await?).await
    }

    /// The same without a body.
    pub(crate) async fn post_empty<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let key = self.idempotency_key();
        read(self.repeat(|| Ok(self.keyed(path, &key))).await?).await
    }

    /// The same where the answer has no body either.
    pub(crate) async fn post_for_nothing(&self, path: &str) -> Result<(), Error> {
        let key = self.idempotency_key();
        self.repeat(|| Ok(self.keyed(path, &key))).await.map(drop)
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    pub(crate) fn keyed(&self, path: &str, key: &str) -> RequestBuilder {
        self.request(Method::POST, path).header("idempotency-key", idempotency::header(key))
    }

    pub(crate) fn idempotency_key(&self) -> String {
        self.key.clone().unwrap_or_else(idempotency::new_key)
    }

    /// Sends what `build` makes until the answer is a success or final.
    pub(crate) async fn repeat(&self, mut build: impl FnMut() -> Result<RequestBuilder, Error>) -> Result<Response, Error> {
        let mut attempt = 1;
        loop {
            let error = match build()?.send().await {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) => refusal(response).await,
                Err(error) => Error::Transport(error),
            };
            let Some(pause) = self.retry.after(attempt, &error) else { return Err(error) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }
}

/// The tag of a version.
fn seen(version: i64) -> String {
    format!("\"v{version}\"")
}

pub(crate) async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Error> {
    let status = response.status().as_u16();
    let bytes = response.bytes().await?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Unexpected { status, text: format!("{error}: {}", shown(&bytes)) })
}

async fn refusal(response: Response) -> Error {
    let status = response.status().as_u16();
    let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    match response.bytes().await {
        Err(error) => Error::Transport(error),
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(problem) => Error::Problem { problem: Box::new(problem), retry_after },
            Err(_) => Error::Unexpected { status, text: shown(&bytes) },
        },
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(SHOWN).collect()
}
