//! Waiting for a request to be actualised: a change is sent when all that follows from the one before is done.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use wire::issues::Issue;

use super::transport::is_conflict;
use super::{IssuesError, IssuesService};

/// How patiently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Between two looks.
    pub interval: Duration,
    /// How many looks.
    pub tries: u32,
}

impl Waiting {
    /// As the vendor's clients are seen to do.
    pub const INTERVAL: Duration = Duration::from_secs(2);
    /// As the vendor's clients are seen to do.
    pub const TRIES: u32 = 10;
}

impl Default for Waiting {
    fn default() -> Self {
        Self { interval: Self::INTERVAL, tries: Self::TRIES }
    }
}

impl IssuesService {
    /// The request, once it is actualised.
    pub async fn actualized(&self, id: &str) -> Result<Issue, IssuesError> {
        for look in 1..=self.waiting.tries {
            let issue = self.issue(id).await?;
            if issue.actualized {
                return Ok(issue);
            }
            if look < self.waiting.tries {
                tokio::time::sleep(self.waiting.interval).await;
            }
        }
        Err(IssuesError::NotActualized)
    }

    pub(super) async fn issue(&self, id: &str) -> Result<Issue, IssuesError> {
        self.transport.json(|| self.transport.request(Method::GET, &path(id, ""))).await
    }

    /// A change: waits for its turn, and waits once more where somebody else was first.
    pub(super) async fn change(&self, id: &str, build: impl Fn() -> RequestBuilder) -> Result<reqwest::Response, IssuesError> {
        let mut left = self.waiting.tries;
        loop {
            self.actualized(id).await?;
            match self.transport.send(&build).await {
                Err(error) if is_conflict(&error) && left > 1 => {
                    left -= 1;
                    tokio::time::sleep(self.waiting.interval).await;
                }
                answer => return answer,
            }
        }
    }

    /// The same without anything to read.
    pub(super) async fn changed(&self, id: &str, build: impl Fn() -> RequestBuilder) -> Result<(), IssuesError> {
        self.change(id, build).await.map(drop)
    }
}

/// The path of a request, and of what is below it.
pub(super) fn path(id: &str, rest: &str) -> String {
    format!("/kcr/v1/issues/{id}{rest}")
}
