//! A look at any address by GET: what answers there, and by which clock.

use std::time::Duration;

use crate::{Client, Error};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of it is read, in bytes.
const LONGEST: usize = 1 << 20;

/// What answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The status.
    pub status: u16,
    /// The header `Date`, as it came.
    pub date: Option<String>,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

impl Client {
    /// Asks `{base_url}{path}` once, without a token.
    pub async fn probe(&self, path: &str) -> Result<Probe, Error> {
        let mut response = self.http.get(format!("{}{path}", self.base)).timeout(PATIENCE).send().await?;
        let date = response.headers().get("date").and_then(|date| date.to_str().ok()).map(str::to_owned);
        let (status, mut body) = (response.status().as_u16(), Vec::new());
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST {
                break;
            }
        }
        Ok(Probe { status, date, body })
    }
}
