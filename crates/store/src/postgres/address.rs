//! Where the server is, and how far it is trusted.

use std::str::FromStr;
use std::time::Duration;

use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::postgres::Session;
use crate::postgres::tls::Wishes;
use crate::{OpenError, StoreError};

/// A parsed address.
pub(crate) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// The session's own limits: a lock or statement that takes longer is reported as unavailable instead of holding up the thread. Plans are
/// made once, perhaps while a table is empty and its statistics say that reading all of it is cheapest; it is no longer so a minute later.
/// Every statement has an index, so that is what a plan shall go by from the start.
const SET_UP: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; \
                      SET client_min_messages = 'warning'; SET timezone = 'UTC'; SET enable_seqscan = off; SET jit = off";

impl Address {
    /// Reads a URL. `sslmode=require` and `verify-full` ask for TLS with a certificate that is checked, `verify-ca` leaves out its name.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut kept, mut wishes) = (Vec::new(), Wishes::default());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !wishes.take(name, value)? {
                kept.push(pair);
            }
        }
        let plain = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
        let mut config = Config::from_str(&plain).map_err(|error| OpenError::Address(error.to_string()))?;
        let tls = wishes.connector()?;
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        // a server that is gone without a word is noticed within half a minute, whatever the connection waits for
        config.connect_timeout(Duration::from_secs(5)).tcp_user_timeout(Duration::from_secs(15));
        config.keepalives_idle(Duration::from_secs(15)).keepalives_interval(Duration::from_secs(5)).keepalives_retries(3);
        if config.get_application_name().is_none() {
            config.application_name("surguch");
        }
        Ok(Self { config, tls })
    }

    /// Opens a connection. Blocks; not to be called where an async runtime runs.
    pub(crate) fn connect(&self) -> Result<Session, StoreError> {
        let connected = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let mut client: Client = connected.map_err(|error| StoreError::Unavailable(words(&error)))?;
        client.batch_execute(SET_UP).map_err(|error| StoreError::Unavailable(words(&error)))?;
        Ok(Session::new(client))
    }
}

/// The error and its cause, which says more.
pub(crate) fn words(error: &postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_asked_for_by_sslmode_alone() {
        let plain = Address::parse("postgres://user@localhost/db?connect_timeout=3&sslmode=prefer").expect("an address");
        assert!(plain.tls.is_none());
        assert_eq!(plain.config.get_ssl_mode(), SslMode::Disable);
        assert!(matches!(Address::parse("postgres://u@h/db?sslmode=verify-full&sslrootcert=missing.pem"), Err(OpenError::Roots(_))));
        assert!(matches!(Address::parse("postgres://u@h/db?sslmode=maybe"), Err(OpenError::Address(_))));
        assert!(matches!(Address::parse("postgres://u@h/db?sslmode=require&sslcert=a.pem"), Err(OpenError::Address(_))));
        assert!(matches!(Address::parse("postgres://u@h/db?nonsense=1"), Err(OpenError::Address(_))));
    }
}
