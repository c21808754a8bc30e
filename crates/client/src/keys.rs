//! API keys of the licensee; they take a key with the scope `keys`.

use wire::office::{ApiKey, ListAll, NewApiKey, Page};

use crate::{Client, Error};

impl Client {
    /// Makes a key. Its text is in this answer and nowhere else.
    pub async fn add_api_key(&self, key: &NewApiKey) -> Result<ApiKey, Error> {
        self.post("/v1/api-keys", key).await
    }

    /// A page of keys, those out of use too, the newest first.
    pub async fn api_keys(&self, page: &ListAll) -> Result<Page<ApiKey>, Error> {
        self.get_with("/v1/api-keys", page).await
    }

    /// Ends a key.
    pub async fn revoke_api_key(&self, id: &str) -> Result<(), Error> {
        self.delete(&format!("/v1/api-keys/{id}")).await
    }
}
