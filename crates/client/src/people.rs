//! Accounts and sessions.

use wire::office::{ListAll, NewSession, NewUser, OpenSession, Page, Session, User};

use crate::{Client, Error};

impl Client {
    /// Registers a person; the password goes to the phone.
    pub async fn register(&self, user: &NewUser) -> Result<User, Error> {
        self.post("/v1/users", user).await
    }

    /// One account.
    pub async fn user(&self, id: &str) -> Result<User, Error> {
        self.get(&format!("/v1/users/{id}")).await
    }

    /// A page of people, the newest first.
    pub async fn users(&self, page: &ListAll) -> Result<Page<User>, Error> {
        self.get_with("/v1/users", page).await
    }

    /// A page of the open sessions of the person whose session this client has, the newest first.
    pub async fn sessions(&self, page: &ListAll) -> Result<Page<OpenSession>, Error> {
        self.get_with("/v1/sessions", page).await
    }

    /// The account with your own id, if there is one.
    pub async fn user_by_external_id(&self, external_id: &str) -> Result<Option<User>, Error> {
        let page: Page<User> = self.get_with("/v1/users", &[("external_id", external_id)]).await?;
        Ok(page.data.into_iter().next())
    }

    /// Logs out the person whose session this client has.
    pub async fn log_out(&self) -> Result<(), Error> {
        self.delete("/v1/sessions/current").await
    }

    /// Logs a person in by phone and password. [`Client::with_token`] makes a client that acts as them.
    pub async fn log_in(&self, phone: &str, password: &str) -> Result<Session, Error> {
        self.post("/v1/sessions", &NewSession { phone: phone.to_owned(), password: password.to_owned() }).await
    }
}
