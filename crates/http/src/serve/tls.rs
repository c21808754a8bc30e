//! TLS 1.2 and 1.3 with a certificate that can be exchanged while connections are open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// The name of HTTP/2 in ALPN (RFC 9113 §3.1).
pub(super) const HTTP2: &[u8] = b"h2";
const HTTP1: &[u8] = b"http/1.1";

/// Where a listener's identity stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The certificate chain in PEM, the server's own first.
    pub certificate: PathBuf,
    /// Its private key in PEM: PKCS#8, SEC1 or PKCS#1.
    pub key: PathBuf,
    /// Authorities in PEM, one of whom has to vouch for every client.
    pub client_ca: Option<PathBuf>,
}

/// Why there is no TLS.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read, or holds nothing of the kind.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The parts do not go together: another key than the certificate's, an algorithm that is not known.
    #[error("certificate {certificate} and key {key}: {source}")]
    Mismatch {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What the library says.
        source: rustls::Error,
    },
}

/// The TLS of a listener. Clones share it: exchanged in one, exchanged in all.
#[derive(Clone)]
pub struct Tls {
    identity: Identity,
    present: Arc<watch::Sender<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads the files.
    pub fn open(identity: Identity) -> Result<Self, TlsError> {
        let present = Arc::new(watch::Sender::new(Arc::new(read(&identity)?)));
        Ok(Self { identity, present })
    }

    /// Reads the files again, for connections to come. Where they cannot be used, everything stays as it was.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.present.send_replace(Arc::new(read(&self.identity)?));
        Ok(())
    }

    /// Where it stands.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(super) fn accept(&self, socket: TcpStream) -> tokio_rustls::Accept<TcpStream> {
        TlsAcceptor::from(self.present.borrow().clone()).accept(socket)
    }
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Tls").field(&self.identity).finish()
    }
}

impl Identity {
    /// The certificate chain in DER, the server's own first.
    pub fn chain(&self) -> Result<Vec<Vec<u8>>, TlsError> {
        Ok(certificates(&self.certificate)?.into_iter().map(|certificate| certificate.to_vec()).collect())
    }
}

fn read(identity: &Identity) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone());
    let mismatch = |source| TlsError::Mismatch { certificate: identity.certificate.clone(), key: identity.key.clone(), source };
    let builder = builder.with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12]).map_err(mismatch)?;
    let builder = match &identity.client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for certificate in certificates(path)? {
                roots.add(certificate).map_err(|error| wrong(path, error))?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.map_err(|error| wrong(path, error))?)
        }
    };
    let key = PrivateKeyDer::from_pem_file(&identity.key).map_err(|error| wrong(&identity.key, error))?;
    let mut config = builder.with_single_cert(certificates(&identity.certificate)?, key).map_err(mismatch)?;
    config.alpn_protocols = vec![HTTP2.to_vec(), HTTP1.to_vec()];
    Ok(config)
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let found = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match found {
        Ok(found) if found.is_empty() => Err(wrong(path, "no certificate in it")),
        Ok(found) => Ok(found),
        Err(error) => Err(wrong(path, error)),
    }
}

fn wrong(path: &Path, why: impl ToString) -> TlsError {
    TlsError::File { path: path.to_owned(), why: why.to_string() }
}
