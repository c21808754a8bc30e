//! Who is asked: this house's responder, cfssl's, OpenSSL's.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::certificate::chain_from_pem;
use pki::fixture::{House, Pair, issuer, now, pem, term};
use pki::name::Kind as NameKind;
use pki::ocsp::{self, CertId, IdDigest, Responder, Single, Status};
use pki::profile::service;
use pki::{Certificate, Name};
use tokio::process::{Child, Command};

use super::{ANEW, POST, Peer, requests};
use crate::load::{Line, Side};
use crate::office::Outcome;

/// This house's own responder, asked about a certificate that the house has issued.
pub(super) async fn ours(side: &Side) -> Outcome<Peer> {
    let about = Certificate::parse(&side.signer.client.certificate_der(&side.signer.certificate).await?)?;
    let chain = Line::new(side.requests.address).ask(&side.requests.get("/pki/ca.pem")).await?;
    let chain = chain_from_pem(&String::from_utf8_lossy(&chain.body))?;
    let authority = chain.iter().find(|one| one.subject().matches(about.issuer())).ok_or("the issuer is not in /pki/ca.pem")?;
    let requests = requests("/pki/ocsp", authority, &about);
    Ok(Peer { name: "ours", address: side.requests.address, process: side.pid()?, requests })
}

/// `cfssl ocspserve` (Debian package golang-cfssl) over a file of answers.
pub(super) async fn cfssl(folder: &Path) -> Outcome<(Child, Peer)> {
    let Authority { house, about, key, responder } = Authority::make()?;
    let single = Single::new(
        CertId::new(IdDigest::Sha1, &house.issuing, about.serial()),
        Status::Good,
        now(),
        Some(now().plus_seconds(86_400 * 365)),
    );
    let id = Responder::Key(key.public().identifier().to_vec());
    let tbs = ocsp::to_be_signed(&ocsp::Contents { responder: id, produced_at: now(), singles: &[single], nonce: None });
    let answer = ocsp::assemble(&tbs, key.algorithm(), &key.sign(&tbs), &[&responder]);
    let file = folder.join("responses");
    std::fs::write(&file, STANDARD.encode(answer) + "\n")?;
    let address = free_address()?;
    let mut command = Command::new("cfssl");
    command.args(["ocspserve", "-address", "127.0.0.1", "-port", &address.port().to_string(), "-responses"]).arg(&file);
    let (child, process) = begin(command, &folder.join("cfssl.log"), "cfssl (Debian package golang-cfssl)")?;
    // by GET, cfssl 1.2.0 takes the first slash of the path for a character of Base64
    let requests = requests("", &house.issuing, &about).into_iter().filter(|(manner, _)| *manner == POST);
    Ok((child, Peer { name: "cfssl", address, process, requests: requests.collect() }))
}

/// `openssl ocsp -multi 2`, which signs every answer when it is asked for. Both of its children end with it.
pub(super) async fn openssl(folder: &Path) -> Outcome<(Child, Peer)> {
    let Authority { house, about, key, responder } = Authority::make()?;
    let folder = folder.join("openssl-ocsp");
    std::fs::create_dir_all(&folder)?;
    let index = format!("V\t351231235959Z\t\t{}\tunknown\t/CN=good\n", about.serial().to_string().to_uppercase());
    for (name, bytes) in [
        ("index", index.into_bytes()),
        ("authority.pem", pem(&[&house.issuing])),
        ("responder.pem", pem(&[&responder])),
        ("responder.key", key.pkcs8()),
    ] {
        std::fs::write(folder.join(name), bytes)?;
    }
    let address = free_address()?;
    let mut command = Command::new("openssl");
    let words = "ocsp -index index -CA authority.pem -rsigner responder.pem -rkey responder.key -multi 2 -port";
    command.current_dir(&folder).args(words.split(' ')).arg(address.port().to_string());
    let (child, process) = begin(command, &folder.join("log"), "openssl")?;
    let requests = requests("", &house.issuing, &about).into_iter().filter(|(manner, _)| *manner == ANEW);
    Ok((child, Peer { name: "openssl -multi 2", address, process, requests: requests.collect() }))
}

/// An authority with a certificate to ask about, and a responder's key and certificate.
struct Authority {
    house: House,
    about: Certificate,
    key: Pair,
    responder: Certificate,
}

impl Authority {
    fn make() -> Outcome<Self> {
        let (house, key) = (House::p256(), Pair::p256());
        let about = house.signer(&Pair::p256(), 3);
        let name = Name::build(&[(NameKind::Country, "RU"), (NameKind::CommonName, "OCSP")])?;
        let responder = house.issuing_key.certificate(&service::responder(issuer(&house.issuing), &name, &key.public(), &term(9, 1))?);
        Ok(Self { house, about, key, responder })
    }
}

fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// A process that writes into `log` and ends when it is dropped.
fn begin(mut command: Command, log: &Path, name: &str) -> Outcome<(Child, u32)> {
    let log = std::fs::File::create(log)?;
    let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn();
    let child = child.map_err(|error| format!("{name}: {error}"))?;
    let process = child.id().ok_or_else(|| format!("{name} has ended"))?;
    Ok((child, process))
}
