//! The feed of what happened to requests (operations 20 and 21).

use reqwest::Method;
use wire::issues::{FeedQuery, IssueEvents};

use super::{IssuesError, IssuesService, OperationResult};

impl IssuesService {
    /// Events from the beginning, at most `limit`.
    pub async fn get_event_list(&self, limit: u32) -> OperationResult<IssueEvents> {
        self.feed(FeedQuery { limit: Some(limit), prev_id: None }).await.into()
    }

    /// Events after `last_id`, which is not among them; `data.last_id` is what to ask after next.
    pub async fn get_event_list_after(&self, limit: u32, last_id: &str) -> OperationResult<IssueEvents> {
        self.feed(FeedQuery { limit: Some(limit), prev_id: Some(last_id.to_owned()) }).await.into()
    }

    async fn feed(&self, query: FeedQuery) -> Result<IssueEvents, IssuesError> {
        self.transport.json(|| self.transport.request(Method::GET, "/kcr/v1/issue-events").query(&query)).await
    }
}
