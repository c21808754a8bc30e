//! OCSP answers over HTTP beside cfssl's responder, with the same clients: both answer what was signed before.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::certificate::chain_from_pem;
use pki::fixture::{House, Pair, issuer, now, term};
use pki::name::Kind as NameKind;
use pki::ocsp::{self, Answer, CertId, IdDigest, Request, Responder, Single, Status};
use pki::profile::service;
use pki::{Certificate, Name};
use tokio::process::{Child, Command};

use crate::bench::figures::Figures;
use crate::bench::http;
use crate::bench::machine;
use crate::bench::plan::Plan;
use crate::load::{self, Line, Side, Work};
use crate::office::{Kind, Outcome};

const CLIENTS: [usize; 2] = [1, 16];
/// Every so many answers one is read.
const READ: u64 = 1000;
/// What a responder may take to begin, in tenths of a second.
const PATIENCE: usize = 200;

/// A responder that runs, and what it is asked.
struct Peer {
    name: &'static str,
    address: SocketAddr,
    process: u32,
    /// By GET, where it understands that, and by POST.
    requests: Vec<(&'static str, Vec<u8>)>,
}

struct Client {
    line: Line,
    request: Vec<u8>,
    asked: u64,
}

impl Work for Client {
    async fn once(&mut self) -> Outcome<()> {
        let reply = self.line.ask(&self.request).await?;
        if reply.status != 200 {
            return Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
        }
        if self.asked.is_multiple_of(READ) {
            Answer::parse(&reply.body)?;
        }
        self.asked += 1;
        Ok(())
    }
}

/// Measures and prints.
pub async fn measure(plan: &Plan, binary: &Path, folder: &Path) -> Outcome<()> {
    let mut side = Side::begin(binary, Kind::Sqlite, folder).await?;
    let ours = ours(&side).await?;
    let (_child, theirs) = cfssl(folder).await?;
    for peer in [&ours, &theirs] {
        peer.ready().await?;
    }
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("OCSP, round {round} of {}", plan.rounds);
        figures.note("idle before, %", machine::idle(Duration::from_secs(1))? * 100.0);
        for clients in CLIENTS {
            for peer in [&ours, &theirs] {
                for (method, request) in &peer.requests {
                    let client = || Client { line: Line::new(peer.address), request: request.clone(), asked: 0 };
                    let load = load::run((0..clients).map(|_| client()).collect(), plan.span(), peer.process).await?;
                    http::note(&mut figures, &row(peer.name, method, clients), load);
                }
            }
        }
    }
    side.office.stop().await?;
    figures.print();
    for clients in CLIENTS {
        let rate = |name: &str| figures.median(&http::rate(&row(name, "POST", clients)));
        println!("OCSP by POST, c={clients}: {:.2} x cfssl ocspserve", rate(ours.name) / rate(theirs.name));
    }
    println!(
        "\nBoth give answers signed beforehand, ours over TCP of the house's main listener; clients share the machine with the server."
    );
    Ok(())
}

fn row(name: &str, method: &str, clients: usize) -> String {
    format!("{name}: OCSP by {method}, c={clients}")
}

/// Requests about one certificate.
fn requests(path: &str, authority: &Certificate, about: &Certificate) -> Vec<(&'static str, Vec<u8>)> {
    let der = Request { ids: vec![CertId::new(IdDigest::Sha1, authority, about.serial())], nonce: None }.to_der();
    // Base64 has three characters that a path has no place for
    let text = STANDARD.encode(&der).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let get = format!("GET {path}/{text} HTTP/1.1\r\nhost: bench\r\n\r\n").into_bytes();
    let path = if path.is_empty() { "/" } else { path };
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/ocsp-request\r\ncontent-length: {}\r\n\r\n", der.len());
    vec![("GET", get), ("POST", [head.as_bytes(), &der].concat())]
}

impl Peer {
    /// Waits for an answer that is one.
    async fn ready(&self) -> Outcome<()> {
        for (method, request) in &self.requests {
            let mut last = String::new();
            let mut good = false;
            for _ in 0..PATIENCE {
                match Line::new(self.address).ask(request).await {
                    Ok(reply) if reply.status == 200 && Answer::parse(&reply.body).is_ok() => good = true,
                    Ok(reply) => last = format!("{}: {} bytes", reply.status, reply.body.len()),
                    Err(error) => last = error.to_string(),
                }
                if good {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            if !good {
                return Err(format!("{} gives no answer by {method}: {last}", self.name).into());
            }
        }
        Ok(())
    }
}

/// This house's own responder, asked about a certificate that the house has issued.
async fn ours(side: &Side) -> Outcome<Peer> {
    let about = Certificate::parse(&side.signer.client.certificate_der(&side.signer.certificate).await?)?;
    let chain = Line::new(side.requests.address).ask(&side.requests.get("/pki/ca.pem")).await?;
    let chain = chain_from_pem(&String::from_utf8_lossy(&chain.body))?;
    let authority = chain.iter().find(|one| one.subject().matches(about.issuer())).ok_or("the issuer is not in /pki/ca.pem")?;
    let requests = requests("/pki/ocsp", authority, &about);
    Ok(Peer { name: "ours", address: side.requests.address, process: side.pid()?, requests })
}

/// `cfssl ocspserve` (Debian package golang-cfssl) over a file of answers.
async fn cfssl(folder: &Path) -> Outcome<(Child, Peer)> {
    let (house, key) = (House::p256(), Pair::p256());
    let about = house.signer(&Pair::p256(), 3);
    let name = Name::build(&[(NameKind::Country, "RU"), (NameKind::CommonName, "OCSP")])?;
    let responder = house.issuing_key.certificate(&service::responder(issuer(&house.issuing), &name, &key.public(), &term(9, 1))?);
    let single = Single::new(
        CertId::new(IdDigest::Sha1, &house.issuing, about.serial()),
        Status::Good,
        now(),
        Some(now().plus_seconds(86_400 * 365)),
    );
    let id = Responder::Key(key.public().identifier().to_vec());
    let tbs = ocsp::to_be_signed(&ocsp::Contents { responder: id, produced_at: now(), singles: &[single], nonce: None });
    let answer = ocsp::assemble(&tbs, key.algorithm(), &key.sign(&tbs), &[&responder]);
    let (file, log) = (folder.join("responses"), std::fs::File::create(folder.join("cfssl.log"))?);
    std::fs::write(&file, STANDARD.encode(answer) + "\n")?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new("cfssl");
    command.args(["ocspserve", "-address", "127.0.0.1", "-port", &address.port().to_string(), "-responses"]).arg(&file);
    let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn();
    let child = child.map_err(|error| format!("cfssl (Debian package golang-cfssl): {error}"))?;
    let process = child.id().ok_or("cfssl has ended")?;
    // by GET, cfssl 1.2.0 takes the first slash of the path for a character of Base64
    let requests = requests("", &house.issuing, &about).into_iter().filter(|(method, _)| *method == "POST");
    Ok((child, Peer { name: "cfssl", address, process, requests: requests.collect() }))
}
