//! Rust SDK of the office API: typed calls over the wire DTOs, and [`callback`] for what comes back. [`issues`] and [`cloud`] speak the
//! vendor's contracts, in the shape of its own client library; [`forms`] speaks that of certificate forms.
//!
//! Every call that creates or sends carries an `Idempotency-Key`; a call that got no answer, or `429` or `503`, is repeated with
//! the same key, so its effect happens once. Uploads and downloads are streamed and need constant memory.
//!
//! ```no_run
//! # async fn tour() -> Result<(), client::Error> {
//! let office = client::Client::new("http://127.0.0.1:8080", "the key that `surguch admin api-key create` printed");
//! let user = office.register(&wire::office::NewUser { phone: "+79161234567".into(), surname: "Иванова".into(), name: "Анна".into(), ..Default::default() }).await?;
//! println!("{}", user.id);
//! # Ok(())
//! # }
//! ```

mod call;
pub mod callback;
pub mod cloud;
mod companies;
mod endpoints;
mod error;
pub mod forms;
mod idempotency;
pub mod issues;
mod keys;
mod packages;
mod people;
mod probe;
mod requests;
mod retry;
pub mod signers;
mod transfer;
mod upload;

use std::fmt;
use std::time::Duration;

pub use error::Error;
pub use packages::Listing;
pub use probe::Probe;
pub use retry::Retry;
pub use upload::Upload;

/// A door to one server, with one API key or session. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
    retry: Retry,
    key: Option<String>,
}

impl Client {
    /// For the server at `base_url` (without `/v1`), with an API key or a session's token.
    ///
    /// # Panics
    /// Where the platform's TLS roots cannot be set up, which is a broken installation.
    pub fn new(base_url: impl Into<String>, token: impl Into<String>) -> Client {
        let http = reqwest::Client::builder()
            .user_agent(concat!("surguch-client/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client without options that can fail");
        Client { http, base: base_url.into().trim_end_matches('/').to_owned(), token: token.into(), retry: Retry::default(), key: None }
    }

    /// The same server for somebody else.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Client {
        Client { token: token.into(), ..self.clone() }
    }

    /// Another policy of repeating.
    #[must_use]
    pub fn with_retry(&self, retry: Retry) -> Client {
        Client { retry, ..self.clone() }
    }

    /// The next creating or sending call uses `key` instead of a new one: for a caller that survives its own restarts.
    /// 1–255 visible ASCII characters. Use the returned client for that one call.
    #[must_use]
    pub fn with_key(&self, key: impl Into<String>) -> Client {
        Client { key: Some(key.into()), ..self.clone() }
    }

    /// Where this client calls, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.base).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_does_not_print_its_key() {
        let shown = format!("{:?}", Client::new("http://a/", "secret-key"));
        assert!(shown.contains("http://a") && !shown.contains("secret-key"));
    }
}
