//! TLS to PostgreSQL: whom we believe, and who we say that we are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::OpenError;

/// What the address says of TLS.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    mode: Mode,
    roots: Option<PathBuf>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

/// `sslmode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Plain,
    /// The certificate's chain is checked, its name is not.
    AnyName,
    Full,
}

impl Wishes {
    /// Takes a parameter that is about TLS; false where it is about something else.
    pub(super) fn take(&mut self, name: &str, value: &str) -> Result<bool, OpenError> {
        match name {
            "sslmode" => {
                self.mode = match value {
                    // encryption to somebody unknown protects from nobody, so `require` is as strict as it sounds
                    "require" | "verify-full" => Mode::Full,
                    "verify-ca" => Mode::AnyName,
                    // what would fall back to plain text is plain text
                    "disable" | "allow" | "prefer" => Mode::Plain,
                    other => return Err(OpenError::Address(format!("sslmode={other} (known: disable, require, verify-ca, verify-full)"))),
                };
            }
            "sslrootcert" => self.roots = Some(value.into()),
            "sslcert" => self.certificate = Some(value.into()),
            "sslkey" => self.key = Some(value.into()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The connector; nothing where TLS is not asked for.
    pub(super) fn connector(self) -> Result<Option<MakeRustlsConnect>, OpenError> {
        if self.mode == Mode::Plain {
            return Ok(None);
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let roots = Arc::new(roots(self.roots.as_deref())?);
        let builder = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().map_err(broken)?;
        let builder = match self.mode {
            Mode::AnyName => {
                let strict = WebPkiServerVerifier::builder_with_provider(roots, provider).build().map_err(broken)?;
                builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyName(strict)))
            }
            Mode::Plain | Mode::Full => builder.with_root_certificates(roots),
        };
        let config = match (self.certificate, self.key) {
            (None, None) => builder.with_no_client_auth(),
            (Some(certificate), Some(key)) => {
                let key = PrivateKeyDer::from_pem_file(&key).map_err(|error| unreadable(&key, &error))?;
                builder.with_client_auth_cert(certificates(&certificate)?, key).map_err(broken)?
            }
            _ => return Err(OpenError::Address("sslcert and sslkey belong together".into())),
        };
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

/// Those of the file, or the platform's.
fn roots(file: Option<&Path>) -> Result<RootCertStore, OpenError> {
    let found = match file {
        Some(file) => certificates(file)?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    let mut store = RootCertStore::empty();
    if store.add_parsable_certificates(found).0 == 0 {
        return Err(OpenError::Roots("none found".into()));
    }
    Ok(store)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, OpenError> {
    CertificateDer::pem_file_iter(file).and_then(Iterator::collect).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &dyn std::fmt::Display) -> OpenError {
    OpenError::Roots(format!("{}: {error}", file.display()))
}

fn broken(error: impl std::fmt::Display) -> OpenError {
    OpenError::Roots(error.to_string())
}

/// The strict check but for the name, which it looks at last.
#[derive(Debug)]
struct AnyName(Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.0.verify_server_cert(server, between, name, ocsp, now) {
            Err(Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. })) => {
                Ok(ServerCertVerified::assertion())
            }
            judged => judged,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, server, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, server, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}
