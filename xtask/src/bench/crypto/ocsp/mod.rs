//! OCSP answers over HTTP with the same clients: what was signed before beside cfssl's responder, what is signed at the question beside
//! OpenSSL's.

mod peers;

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::Certificate;
use pki::ocsp::{Answer, CertId, IdDigest, Request};

use crate::bench::figures::Figures;
use crate::bench::http;
use crate::bench::machine;
use crate::bench::plan::Plan;
use crate::load::{self, Line, Side, Work};
use crate::office::{Kind, Outcome};

const CLIENTS: [usize; 2] = [1, 16];
/// The algorithm of the others.
const ALGORITHM: &str = "[ca]\nalgorithm = \"ECDSA-P256\"\n";
/// What a question carries that wants an answer of its own.
const NONCE: [u8; 32] = [7; 32];
/// What was signed beforehand, by GET.
const GET: &str = "GET";
/// The same by POST.
const POST: &str = "POST";
/// With a nonce, by POST.
const ANEW: &str = "POST with a nonce";
/// Every so many answers one is read.
const READ: u64 = 1000;
/// What a responder may take to begin, in tenths of a second.
const PATIENCE: usize = 200;

/// A responder that runs, and what it is asked.
struct Peer {
    name: &'static str,
    address: SocketAddr,
    process: u32,
    /// In which manner, and the request.
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
    let mut side = Side::begin_with(binary, Kind::Sqlite, folder, ALGORITHM).await?;
    let ours = peers::ours(&side).await?;
    let (_child, cfssl) = peers::cfssl(folder).await?;
    let (_children, openssl) = peers::openssl(folder).await?;
    let all = [&ours, &cfssl, &openssl];
    for peer in all {
        peer.ready().await?;
    }
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("OCSP, round {round} of {}", plan.rounds);
        figures.note("idle before, %", machine::idle(Duration::from_secs(1))? * 100.0);
        for clients in CLIENTS {
            for peer in all {
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
        let rate = |name: &str, manner: &str| figures.median(&http::rate(&row(name, manner, clients)));
        println!("OCSP by POST, c={clients}: {:.2} x cfssl ocspserve", rate(ours.name, POST) / rate(cfssl.name, POST));
        println!("OCSP signed anew, c={clients}: {:.2} x openssl ocsp -multi 2", rate(ours.name, ANEW) / rate(openssl.name, ANEW));
    }
    println!(
        "\nBy GET and POST come answers that were signed beforehand; a question with a nonce gets one of its own. All sign by\n\
         ECDSA on P-256. Clients share the machine with the server; processes of openssl are not counted."
    );
    Ok(())
}

fn row(name: &str, method: &str, clients: usize) -> String {
    format!("{name}: OCSP by {method}, c={clients}")
}

/// Requests about one certificate, in every manner.
fn requests(path: &str, authority: &Certificate, about: &Certificate) -> Vec<(&'static str, Vec<u8>)> {
    let der = |nonce: Option<&[u8]>| {
        let nonce = nonce.map(<[u8]>::to_vec);
        Request { ids: vec![CertId::new(IdDigest::Sha1, authority, about.serial())], nonce }.to_der()
    };
    // Base64 has three characters that a path has no place for
    let text = STANDARD.encode(der(None)).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let get = format!("GET {path}/{text} HTTP/1.1\r\nhost: bench\r\n\r\n").into_bytes();
    let path = if path.is_empty() { "/" } else { path };
    let post = |der: Vec<u8>| {
        let (kind, length) = ("application/ocsp-request", der.len());
        let head = format!("POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n");
        [head.as_bytes(), &der].concat()
    };
    vec![(GET, get), (POST, post(der(None))), (ANEW, post(der(Some(&NONCE))))]
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
