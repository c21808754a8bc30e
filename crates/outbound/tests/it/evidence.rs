//! Evidence from authorities that OpenSSL plays behind a small server, and from ones that misbehave.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use outbound::evidence::{Asked, Evidence, EvidenceError};
use outbound::guarded::Rules;
use pki::ocsp::Status;
use pki::tsp::{Imprint, Request};
use pki::{Certificate, Digest, Serial, Time};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{ALLOWED, Behaviour, Server, answer, settings};

const CONFIGURATION: &str = "\
openssl_conf=all
[all]
engines=engines
[engines]
gost=gost
[gost]
engine_id=gost
default_algorithms=ALL
[req]
distinguished_name=dn
[dn]
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[tsa_cert]
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[tsa]
default_tsa=tsa_config
[tsa_config]
serial=serial
crypto_device=builtin
signer_cert=tsa.pem
signer_key=tsa.key
signer_digest=md_gost12_256
default_policy=1.2.3.4.1
digests=sha256,md_gost12_256
";

fn openssl(folder: &Path, arguments: &[&str]) {
    let output = Command::new("openssl").current_dir(folder).env("OPENSSL_CONF", folder.join("c.cnf")).args(arguments).output();
    let output = output.expect("OpenSSL runs");
    assert!(output.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A folder with an authority, a time stamp authority of it, and an index of one good and one revoked certificate.
fn authority() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("c.cnf"), CONFIGURATION).expect("written");
    std::fs::write(path.join("serial"), "01\n").expect("written");
    let key = ["-newkey", "gost2012_256", "-pkeyopt", "paramset:A", "-nodes", "-md_gost12_256"];
    openssl(
        path,
        &[
            &[
                "req",
                "-config",
                "c.cnf",
                "-x509",
                "-extensions",
                "ca",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=CA",
                "-days",
                "30",
            ][..],
            &key,
        ]
        .concat(),
    );
    openssl(path, &[&["req", "-config", "c.cnf", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=TSA"][..], &key].concat());
    openssl(
        path,
        &[
            "x509",
            "-req",
            "-md_gost12_256",
            "-in",
            "tsa.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-set_serial",
            "9",
            "-days",
            "20",
            "-extfile",
            "c.cnf",
            "-extensions",
            "tsa_cert",
            "-out",
            "tsa.pem",
        ],
    );
    std::fs::write(
        path.join("index"),
        "V\t351231235959Z\t\t0A\tunknown\t/CN=good\nR\t351231235959Z\t260101000000Z,keyCompromise\t0B\tunknown\t/CN=bad\n",
    )
    .expect("written");
    folder
}

/// Answers each request by what OpenSSL makes of it in the folder.
async fn serve(folder: &Path) -> String {
    let listener = TcpListener::bind((ALLOWED, 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let folder = folder.to_owned();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let folder = folder.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                let (head, length) = loop {
                    let mut piece = [0; 4096];
                    let read = stream.read(&mut piece).await.unwrap_or(0);
                    request.extend_from_slice(&piece[..read]);
                    let text = String::from_utf8_lossy(&request).into_owned();
                    let Some(end) = text.find("\r\n\r\n") else { continue };
                    let length =
                        text.to_ascii_lowercase().split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
                    let length: usize = length.unwrap_or(0);
                    if request.len() >= end + 4 + length {
                        break (end, length);
                    }
                };
                let body = &request[head + 4..head + 4 + length];
                let name = format!("{:?}", stream.peer_addr().expect("a peer"));
                let (asked, told) = (format!("{name}.req"), format!("{name}.resp"));
                std::fs::write(folder.join(&asked), body).expect("written");
                match request.starts_with(b"POST /tsa") {
                    true => openssl(&folder, &["ts", "-reply", "-config", "c.cnf", "-queryfile", &asked, "-out", &told]),
                    false if request.starts_with(b"GET /ca") => {
                        openssl(&folder, &["x509", "-in", "ca.pem", "-outform", "DER", "-out", &told])
                    }
                    false => openssl(
                        &folder,
                        &[
                            "ocsp",
                            "-index",
                            "index",
                            "-CA",
                            "ca.pem",
                            "-rsigner",
                            "ca.pem",
                            "-rkey",
                            "ca.key",
                            "-rmd",
                            "md_gost12_256",
                            "-reqin",
                            &asked,
                            "-respout",
                            &told,
                            "-nmin",
                            "10",
                        ],
                    ),
                }
                let body = std::fs::read(folder.join(&told)).expect("an answer");
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
            });
        }
    });
    format!("http://{address}")
}

fn evidence() -> Evidence {
    Evidence::new(settings().rules, Duration::from_millis(1500)).expect("a client")
}

fn request(content: &[u8]) -> Request {
    let imprint = Imprint::new(Digest::Streebog256, &Digest::Streebog256.of(content)).expect("a digest");
    Request { imprint, policy: None, nonce: Some(Request::nonce_from_random([7; 16])), certificate: true }
}

/// A dead, a silent and a babbling server: what stands before the one that works.
async fn broken() -> Vec<String> {
    let silent = Server::start(Behaviour::Silent).await;
    let babbling = Server::start(answer("200 OK", &[])).await;
    let refusing = Server::start(answer("503 Service Unavailable", &[])).await;
    let endless = Server::start(Behaviour::Endless).await;
    // nobody listens there any more
    let gone = TcpListener::bind((ALLOWED, 0)).await.expect("a port").local_addr().expect("an address");
    vec![format!("http://{gone}/"), silent.url(), babbling.url(), refusing.url(), endless.url()]
}

#[tokio::test]
async fn a_stamp_comes_from_the_first_authority_that_gives_it() {
    let folder = authority();
    let good = format!("{}/tsa", serve(folder.path()).await);
    let (evidence, request) = (evidence(), request(b"stamped"));
    let mut urls = broken().await;
    let none = evidence.time_stamp(&urls, &request).await.expect_err("nobody stamps").0;
    let codes: Vec<&str> = none.iter().map(|(_, error)| error.code()).collect();
    assert_eq!(codes, ["no_connection", "timed_out", "malformed", "status", "cut"]);
    urls.push(good.clone());
    let token = evidence.time_stamp(&urls, &request).await.expect("a token");
    let token = signature::cades::Token::parse(&token).expect("a token");
    assert_eq!(token.info.answers(&request), Ok(()));
    assert!(token.authority(&[]).is_ok());

    // an authority that does not stamp by this digest
    let other = Request { imprint: Imprint::new(Digest::Sha512, &Digest::Sha512.of(b"")).expect("a digest"), ..request.clone() };
    let refused = evidence.time_stamp(&[good], &other).await.expect_err("refused").0;
    assert!(matches!(refused[0].1, EvidenceError::NotStamped(Some(pki::tsp::FailInfo::BadAlgorithm))), "{refused:?}");
    assert!(evidence.time_stamp(&[], &request).await.expect_err("nobody to ask").0.is_empty());
}

#[tokio::test]
async fn the_answer_to_another_question_is_no_stamp() {
    let folder = authority();
    let path = folder.path();
    std::fs::write(path.join("old.tsq"), request(b"another").to_der()).expect("written");
    openssl(path, &["ts", "-reply", "-config", "c.cnf", "-queryfile", "old.tsq", "-out", "old.tsr"]);
    let old = std::fs::read(path.join("old.tsr")).expect("a response");
    let listener = TcpListener::bind((ALLOWED, 0)).await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut piece = [0; 4096];
            let _ = stream.read(&mut piece).await;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", old.len());
            let _ = stream.write_all(&[head.as_bytes(), &old].concat()).await;
        }
    });
    let replayed = evidence().time_stamp(&[url], &request(b"stamped")).await.expect_err("replayed").0;
    assert!(matches!(replayed[0].1, EvidenceError::OtherStamp(pki::tsp::Fault::Imprint)), "{replayed:?}");
}

#[tokio::test]
async fn a_certificates_standing_comes_from_the_first_responder_that_tells_it() {
    let folder = authority();
    let base = serve(folder.path()).await;
    let evidence = evidence();
    let issuer = evidence.issuer(&[format!("{base}/ca")]).await.expect("the issuer");
    let mut urls = broken().await;
    urls.push(format!("{base}/ocsp"));
    let at = Time::from_unix(std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs() as i64);
    let ask = async |urls: &[String], number: u8| {
        let serial = Serial::from_contents(&[number]).expect("a number");
        let asked = Asked { issuer: &issuer, serial: &serial, nonce: [3; 32], at, at_hand: &[] as &[Certificate] };
        evidence.status(urls, &asked).await.map(|told| told.status)
    };
    assert_eq!(ask(&urls, 0x0a).await.expect("an answer"), Status::Good);
    assert!(matches!(ask(&urls[5..], 0x0b).await.expect("an answer"), Status::Revoked { .. }));
    assert_eq!(ask(&urls[5..], 0x0c).await.expect("an answer"), Status::Unknown);
    let none = ask(&urls[..1], 0x0a).await.expect_err("nobody").0;
    assert_eq!(none.len(), 1);
}

#[tokio::test]
async fn addresses_of_the_inside_are_not_asked() {
    let evidence = Evidence::new(Rules::default(), Duration::from_secs(1)).expect("a client");
    for url in ["http://127.0.0.1:1/ocsp", "http://169.254.169.254/", "ftp://example.com/a.crl", "http://10.0.0.1/a.crl"] {
        let blocked = evidence.list(&[url.to_owned()]).await.expect_err("blocked").0;
        assert_eq!(blocked[0].1.code(), "blocked", "{url}");
    }
}
