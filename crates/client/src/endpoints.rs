//! Callback endpoints, the feed of events, the audit log.

use wire::office::{
    AuditRecord, Delivery, Endpoint, EndpointTest, Event, ListDeliveries, NewEndpoint, Page, Replay, ReplayEvents, RotateSecret,
    UpdateEndpoint,
};

use crate::{Client, Error};

impl Client {
    /// Adds an endpoint. Its secret is in this answer and nowhere else.
    pub async fn add_endpoint(&self, endpoint: &NewEndpoint) -> Result<Endpoint, Error> {
        self.post("/v1/webhook-endpoints", endpoint).await
    }

    /// All endpoints.
    pub async fn endpoints(&self) -> Result<Vec<Endpoint>, Error> {
        let page: Page<Endpoint> = self.get("/v1/webhook-endpoints").await?;
        Ok(page.data)
    }

    /// Changes an endpoint, pauses it, or takes it into use again.
    pub async fn update_endpoint(&self, id: &str, changes: &UpdateEndpoint) -> Result<Endpoint, Error> {
        self.patch(&format!("/v1/webhook-endpoints/{id}"), changes).await
    }

    /// Makes a new secret for an endpoint; the old one signs too for a while.
    pub async fn rotate_secret(&self, id: &str, how: &RotateSecret) -> Result<Endpoint, Error> {
        self.post(&format!("/v1/webhook-endpoints/{id}/rotate-secret"), how).await
    }

    /// Calls an endpoint once and says what its receiver answered.
    pub async fn test_endpoint(&self, id: &str) -> Result<EndpointTest, Error> {
        self.post(&format!("/v1/webhook-endpoints/{id}/test"), &serde_json::json!({})).await
    }

    /// A page of the log of deliveries to an endpoint, of the newest event first.
    pub async fn deliveries(&self, id: &str, query: &ListDeliveries) -> Result<Page<Delivery>, Error> {
        let mut words = Vec::new();
        words.extend(query.status.clone().map(|status| ("status", status)));
        words.extend(query.after.clone().map(|after| ("after", after)));
        words.extend(query.limit.map(|limit| ("limit", limit.to_string())));
        self.get_with(&format!("/v1/webhook-endpoints/{id}/deliveries"), &words).await
    }

    /// Sends one event to an endpoint once more.
    pub async fn resend(&self, id: &str, event_id: &str) -> Result<(), Error> {
        self.post_for_nothing(&format!("/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend")).await
    }

    /// Sends a span of events to an endpoint once more.
    pub async fn replay(&self, id: &str, span: &ReplayEvents) -> Result<Replay, Error> {
        self.post(&format!("/v1/webhook-endpoints/{id}/replay"), span).await
    }

    /// Removes an endpoint; nothing is sent there any more.
    pub async fn delete_endpoint(&self, id: &str) -> Result<(), Error> {
        self.delete(&format!("/v1/webhook-endpoints/{id}")).await
    }

    /// Audit records, the newest first, from the start or after `next` of the page before.
    pub async fn audit(&self, after: Option<&str>, limit: u32) -> Result<Page<AuditRecord>, Error> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(after.map(|after| ("after", after.to_owned())));
        self.get_with("/v1/audit", &query).await
    }

    /// Events after `after` (`next` of the page before, or `None` for the first), of the named `types` or of all.
    pub async fn events(&self, after: Option<&str>, types: &[&str], limit: u32) -> Result<Page<Event>, Error> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(after.map(|after| ("after", after.to_owned())));
        query.extend(types.iter().map(|kind| ("type", (*kind).to_owned())));
        self.get_with("/v1/events", &query).await
    }
}
