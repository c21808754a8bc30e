//! Answers that are bytes.

use reqwest::Method;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::{Client, Error};

impl Client {
    /// A small answer whole.
    pub(crate) async fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let response = self.repeat(|| Ok(self.request(Method::GET, path))).await?;
        Ok(response.bytes().await?.to_vec())
    }

    /// Any answer, piece by piece. What was written before an error stays written.
    pub(crate) async fn stream(&self, path: &str, target: &mut (impl AsyncWrite + Unpin + Send)) -> Result<u64, Error> {
        let mut response = self.repeat(|| Ok(self.request(Method::GET, path))).await?;
        let mut written = 0;
        while let Some(chunk) = response.chunk().await? {
            target.write_all(&chunk).await?;
            written += chunk.len() as u64;
        }
        target.flush().await?;
        Ok(written)
    }

    /// The trust chain of the server's authority in PEM; nobody needs a key for it.
    pub async fn trust_chain(&self) -> Result<String, Error> {
        Ok(String::from_utf8_lossy(&self.bytes("/pki/ca.pem").await?).into_owned())
    }

    /// Whether the server can work now.
    pub async fn is_ready(&self) -> bool {
        self.request(Method::GET, "/readyz").send().await.is_ok_and(|response| response.status().is_success())
    }

    /// The OpenAPI document of the server.
    pub async fn openapi(&self) -> Result<serde_json::Value, Error> {
        self.get("/openapi.json").await
    }
}
