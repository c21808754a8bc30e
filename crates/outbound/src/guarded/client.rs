//! The client itself.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Url};

use super::names::CheckedNames;
use super::{Answer, Blocked, FetchError, Names, Rules, SystemNames};

/// How the client behaves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What may be called.
    pub rules: Rules,
    /// Time for a connection with its TLS handshake.
    pub connect_timeout: Duration,
    /// Time for the whole exchange, from the name to the end of the answer.
    pub total_timeout: Duration,
    /// Bytes of an answer's body that are read.
    pub body_limit: usize,
    /// Root certificates (PEM, one or more a text) trusted beside the machine's own.
    pub extra_roots: Vec<String>,
    /// The `User-Agent` header.
    pub user_agent: String,
}

impl Default for Settings {
    /// HTTPS to public addresses, 5 s to connect, 15 s in all, 64 KiB of answer.
    fn default() -> Self {
        Self {
            rules: Rules::default(),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(15),
            body_limit: 64 << 10,
            extra_roots: Vec::new(),
            user_agent: concat!("Surguch/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// An extra root certificate cannot be read.
    #[error("an extra root certificate cannot be read")]
    Root(#[source] reqwest::Error),
    /// Anything else.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

/// An HTTP client for addresses that customers choose; clones share its connections.
#[derive(Clone)]
pub struct Guarded {
    rules: Arc<Rules>,
    /// Speaks HTTPS only. `None` on a machine without trusted roots, which may still call its neighbours over plain HTTP.
    secure: Option<Client>,
    /// Speaks plain HTTP only, to fewer addresses.
    plain: Client,
    body_limit: usize,
}

impl Guarded {
    /// A client that asks the system for addresses of names.
    pub fn new(settings: &Settings) -> Result<Self, SetupError> {
        Self::with_names(settings, Arc::new(SystemNames))
    }

    /// A client that asks `names`.
    pub fn with_names(settings: &Settings, names: Arc<dyn Names>) -> Result<Self, SetupError> {
        let rules = Arc::new(settings.rules.clone());
        let mut roots = Vec::new();
        for pem in &settings.extra_roots {
            roots.extend(Certificate::from_pem_bundle(pem.as_bytes()).map_err(SetupError::Root)?);
        }
        let builder = |plain| {
            let names = CheckedNames { names: Arc::clone(&names), rules: Arc::clone(&rules), plain };
            Client::builder()
                .dns_resolver(Arc::new(names))
                .redirect(Policy::none())
                .no_proxy()
                .referer(false)
                .user_agent(&settings.user_agent)
                .connect_timeout(settings.connect_timeout)
                .timeout(settings.total_timeout)
                .pool_idle_timeout(Duration::from_secs(60))
                // as many as may be open at once, or a busy receiver would see a new connection for every other call
                .pool_max_idle_per_host(64)
                .tcp_nodelay(true)
        };
        // Without a single root of the machine's own the platform's verifier does not come up; the extra roots alone may do.
        let secure = builder(false).https_only(true).tls_certs_merge(roots.clone()).build();
        let secure = secure.or_else(|error| {
            tracing::warn!(%error, "no trusted root certificates of this machine: calls over https need extra roots");
            if roots.is_empty() { Err(error) } else { builder(false).https_only(true).tls_certs_only(roots).build() }
        });
        let plain = builder(true).tls_certs_only([]).build().map_err(SetupError::Client)?;
        Ok(Self { rules, secure: secure.ok(), plain, body_limit: settings.body_limit })
    }

    /// Checks what can be checked of `url` without calling it.
    pub fn check(&self, url: &str) -> Result<Url, Blocked> {
        self.rules.check(url)
    }

    /// Sends a POST and reads the answer up to the limits.
    pub async fn post(&self, url: &str, headers: HeaderMap, body: Bytes) -> Result<Answer, FetchError> {
        let (client, url) = self.client_for(url)?;
        let response = client.post(url).headers(headers).body(body).send().await?;
        self.read(response).await
    }

    /// The same with GET.
    pub async fn get(&self, url: &str, headers: HeaderMap) -> Result<Answer, FetchError> {
        let (client, url) = self.client_for(url)?;
        let response = client.get(url).headers(headers).send().await?;
        self.read(response).await
    }

    fn client_for(&self, url: &str) -> Result<(&Client, Url), FetchError> {
        let url = self.rules.check(url)?;
        let client = if url.scheme() == "http" { &self.plain } else { self.secure.as_ref().ok_or(FetchError::NoRoots)? };
        Ok((client, url))
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Answer, FetchError> {
        let status = response.status().as_u16();
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut body = BytesMut::new();
        let cut = loop {
            match response.chunk().await {
                Ok(Some(piece)) => {
                    let room = self.body_limit - body.len();
                    body.extend_from_slice(&piece[..piece.len().min(room)]);
                    if piece.len() > room {
                        break true;
                    }
                }
                Ok(None) => break false,
                // The status has been said; a body that then fails to come changes nothing about it.
                Err(_) => break true,
            }
        };
        Ok(Answer { status, retry_after, body: body.freeze(), cut })
    }
}

impl std::fmt::Debug for Guarded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guarded({:?})", self.rules)
    }
}
