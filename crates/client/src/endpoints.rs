//! Callback endpoints and the feed of events.

use wire::office::{Endpoint, Event, NewEndpoint, Page};

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

    /// Removes an endpoint; nothing is sent there any more.
    pub async fn delete_endpoint(&self, id: &str) -> Result<(), Error> {
        self.delete(&format!("/v1/webhook-endpoints/{id}")).await
    }

    /// Events after `after` (`next` of the page before, or `None` for the first), of the named `types` or of all.
    pub async fn events(&self, after: Option<&str>, types: &[&str], limit: u32) -> Result<Page<Event>, Error> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(after.map(|after| ("after", after.to_owned())));
        query.extend(types.iter().map(|kind| ("type", (*kind).to_owned())));
        self.get_with("/v1/events", &query).await
    }
}
