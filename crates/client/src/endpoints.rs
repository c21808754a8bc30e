//! Callback endpoints, the feed of events, the audit log.

use wire::office::{
    AuditRecord, Delivery, Endpoint, EndpointTest, Event, ListAll, ListDeliveries, NewEndpoint, Page, Replay, ReplayEvents, RotateSecret,
    UpdateEndpoint,
};

use crate::{Client, Error};

impl Client {
    /// Adds an endpoint. Its secret is in this answer and nowhere else.
    pub async fn add_endpoint(&self, endpoint: &NewEndpoint) -> Result<Endpoint, Error> {
        self.post("/v1/webhook-endpoints", endpoint).await
    }

    /// A page of endpoints, the newest first.
    pub async fn endpoints(&self, page: &ListAll) -> Result<Page<Endpoint>, Error> {
        self.get_with("/v1/webhook-endpoints", page).await
    }

    /// One endpoint.
    pub async fn endpoint(&self, id: &str) -> Result<Endpoint, Error> {
        self.get(&format!("/v1/webhook-endpoints/{id}")).await
    }

    /// Changes an endpoint, pauses it, or takes it into use again, if `version` is still the present one.
    pub async fn update_endpoint(&self, id: &str, version: i64, changes: &UpdateEndpoint) -> Result<Endpoint, Error> {
        self.patch_seen(&format!("/v1/webhook-endpoints/{id}"), version, changes).await
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
        self.get_with(&format!("/v1/webhook-endpoints/{id}/deliveries"), query).await
    }

    /// Sends one event to an endpoint once more.
    pub async fn resend(&self, id: &str, event_id: &str) -> Result<(), Error> {
        self.post_for_nothing(&format!("/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend")).await
    }

    /// Sends a span of events to an endpoint once more.
    pub async fn replay(&self, id: &str, span: &ReplayEvents) -> Result<Replay, Error> {
        self.post(&format!("/v1/webhook-endpoints/{id}/replay"), span).await
    }

    /// Removes an endpoint, if `version` is still the present one; nothing is sent there any more.
    pub async fn delete_endpoint(&self, id: &str, version: i64) -> Result<(), Error> {
        self.delete_seen(&format!("/v1/webhook-endpoints/{id}"), version).await
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
