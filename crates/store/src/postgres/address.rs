//! Where the server is, and how far it is trusted.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::postgres::Session;
use crate::{OpenError, StoreError};

/// A parsed address.
pub(crate) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// The session's own limits: a lock or statement that takes longer is reported as unavailable instead of holding up the thread.
const SET_UP: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; \
                      SET client_min_messages = 'warning'; SET timezone = 'UTC'";

impl Address {
    /// Reads a URL. TLS is used where `sslmode` is `require`, `verify-ca` or `verify-full`, and the server's name and certificate are always
    /// checked then.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut kept, mut tls, mut roots) = (Vec::new(), false, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", mode)) => tls = matches!(mode, "require" | "verify-ca" | "verify-full"),
                Some(("sslrootcert", file)) => roots = Some(PathBuf::from(file)),
                _ => kept.push(pair),
            }
        }
        let plain = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
        let mut config = Config::from_str(&plain).map_err(|error| OpenError::Address(error.to_string()))?;
        config.ssl_mode(if tls { SslMode::Require } else { SslMode::Disable });
        config.connect_timeout(Duration::from_secs(5)).tcp_user_timeout(Duration::from_secs(15)).keepalives_idle(Duration::from_secs(15));
        if config.get_application_name().is_none() {
            config.application_name("surguch");
        }
        let tls = if tls { Some(connector(roots)?) } else { None };
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

fn connector(roots: Option<PathBuf>) -> Result<MakeRustlsConnect, OpenError> {
    let unreadable = |error: &dyn std::fmt::Display| OpenError::Roots(error.to_string());
    let certificates: Vec<CertificateDer<'static>> = match roots {
        Some(file) => CertificateDer::pem_file_iter(&file)
            .and_then(Iterator::collect)
            .map_err(|error| OpenError::Roots(format!("{}: {error}", file.display())))?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    let mut store = RootCertStore::empty();
    if store.add_parsable_certificates(certificates).0 == 0 {
        return Err(OpenError::Roots("none found".into()));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unreadable(&error))?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
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
        assert!(matches!(Address::parse("postgres://u@h/db?nonsense=1"), Err(OpenError::Address(_))));
    }
}
