//! Over TLS a receiver has to prove its name by a root that this machine, or its administrator, trusts.

use std::process::Command;
use std::sync::Arc;

use bytes::Bytes;
use outbound::guarded::{FetchError, Guarded, Settings};
use reqwest::header::HeaderMap;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::server::{ALLOWED, Leading, Server, answer, settings};

/// A certificate for `callback.test`, as PEM, and its key.
fn certificate() -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let output = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=callback.test",
        ])
        .args(["-addext", "subjectAltName=DNS:callback.test", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", &path("key"), "-out", &path("certificate")])
        .output()
        .expect("openssl is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name| std::fs::read_to_string(path(name)).expect("written");
    (read("certificate"), read("key"))
}

async fn start(certificate: &str, key: &str) -> Server {
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let acceptor = TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(chain, key).expect("a server")));
    let listener = TcpListener::bind((ALLOWED, 0)).await.expect("a port");
    let server = Server::of(listener.local_addr().expect("an address"));
    let serving = server.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ = serving.talk(stream, &answer("200 OK", &["connection: close"])).await;
            }
        }
    });
    server
}

async fn post(roots: &[String], server: &Server, host: &str) -> Result<u16, FetchError> {
    let settings = Settings { extra_roots: roots.to_vec(), ..settings() };
    let client = Guarded::with_names(&settings, Leading::to(&[&[ALLOWED]])).expect("a client");
    let url = format!("https://{host}:{}/", server.address.port());
    client.post(&url, HeaderMap::new(), Bytes::from_static(b"{}")).await.map(|answer| answer.status)
}

#[tokio::test]
async fn a_receiver_is_believed_by_a_root_of_the_administrators_and_by_its_own_name_only() {
    let (certificate, key) = certificate();
    let server = start(&certificate, &key).await;
    let roots = [certificate];
    assert_eq!(post(&roots, &server, "callback.test").await.expect("an answer"), 200);

    let unknown_root = post(&[], &server, "callback.test").await;
    assert!(matches!(unknown_root, Err(FetchError::Connection(_) | FetchError::NoRoots)), "{unknown_root:?}");
    let other_name = post(&roots, &server, "other.test").await;
    assert!(matches!(other_name, Err(FetchError::Connection(_))), "{other_name:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_server_without_tls_gets_no_request_over_https() {
    let server = Server::start(answer("200 OK", &[])).await;
    let (certificate, _) = certificate();
    let outcome = post(&[certificate], &server, "callback.test").await;
    assert!(matches!(outcome, Err(FetchError::Connection(_))), "{outcome:?}");
}
