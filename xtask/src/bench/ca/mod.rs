//! `cargo xtask bench ca`: certificates issued over HTTP, P-256, from the same PKCS#10 (G1, G2).
//!
//! Ours are linted, and durable when answered with their intent, request, audit record, event and idempotency row. The peer is cfssl, as it is
//! on the path: without records, with its records in SQLite tuned to a WAL with full syncs, and with its records in PostgreSQL.

mod ours;
mod peer;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use pki::Certificate;
use pki::certificate::chain_from_pem;
use pki::fixture;
use serde_json::Value;

use super::figures::Figures;
use super::http;
use super::machine;
use super::plan::{self, Plan};
use crate::load::{self, Line, Side, Work};
use crate::office::{Kind, Outcome};

const CLIENTS: [usize; 2] = [1, 16];
/// Keys that certificates are asked for; each comes again and again, for the same person.
const KEYS: usize = 32;
/// Every so many certificates one is read and its signature verified.
const READ: u64 = 100;
const NOTHING: &str = "cfssl, no record";

/// Who issues.
trait Issuer: Clone + Send + Sync + 'static {
    /// The whole request for a certificate over this PKCS#10.
    fn request(&self, csr: &str) -> Vec<u8>;
    /// The status of success, and where the certificate's PEM stands in the answer.
    fn answer(&self) -> (u16, &'static str);
}

/// A server that issues.
struct Server<I> {
    name: String,
    address: SocketAddr,
    process: u32,
    issuer: I,
}

struct Client<I> {
    line: Line,
    issuer: I,
    csrs: Arc<Vec<String>>,
    authority: Arc<Certificate>,
    asked: u64,
}

impl<I: Issuer> Work for Client<I> {
    async fn once(&mut self) -> Outcome<()> {
        let csr = &self.csrs[(self.asked % KEYS as u64) as usize];
        let reply = self.line.ask(&self.issuer.request(csr)).await?;
        let (status, place) = self.issuer.answer();
        if reply.status != status {
            return Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
        }
        if self.asked.is_multiple_of(READ) {
            let made = certificate(&reply.body, place)?;
            if !made.is_signed_by(self.authority.public_key()) {
                return Err("a certificate that its authority has not signed".into());
            }
        }
        self.asked += 1;
        Ok(())
    }
}

/// The certificate in an answer.
fn certificate(body: &[u8], place: &str) -> Outcome<Certificate> {
    let body: Value = serde_json::from_slice(body)?;
    let text = body.pointer(place).and_then(Value::as_str).ok_or("no certificate in the answer")?;
    Ok(chain_from_pem(text)?.into_iter().next().ok_or("no certificate in the answer")?)
}

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("ca", words, 2, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let (binary, folder) = (http::binary(plan)?, plan.scratch()?);
    let csrs = Arc::new(requests(&folder.path().join("csr"))?);
    let mut sides = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
        sides.push(Side::begin_with(&binary, kind, folder.path(), ours::CONFIGURATION).await?);
    }
    let mut contest = Vec::new();
    let bare = peer::begin(NOTHING, &folder.path().join("cfssl"), peer::Records::None).await?;
    for side in &sides {
        let name = format!("cfssl, {}", side.name());
        let records = match side.place.kind {
            Kind::Sqlite => peer::Records::Sqlite,
            Kind::Postgres => peer::Records::Postgres(&side.place),
        };
        contest.push((ours::begin(side).await?, peer::begin(&name, &side.folder.join("cfssl"), records).await?));
    }
    println!("{} rounds of {} s a row, in {}; {}", plan.rounds, plan.seconds, plan.folder.display(), peer::version()?);
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        figures.note("idle before, %", machine::idle(Duration::from_secs(1))? * 100.0);
        figures.note("fdatasync of 4 KiB, before, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
        for clients in CLIENTS {
            of(&bare.server, &bare.authority, &csrs, clients, plan, &mut figures).await?;
            for (ours, theirs) in &contest {
                of(&theirs.server, &theirs.authority, &csrs, clients, plan, &mut figures).await?;
                of(&ours.server, &ours.authority, &csrs, clients, plan, &mut figures).await?;
            }
        }
        figures.note("fdatasync of 4 KiB, after, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
    }
    for (_, theirs) in &contest {
        theirs.tell_records()?;
    }
    drop(contest);
    for side in &mut sides {
        println!("{}: self-check of the authority: {}", side.name(), side.office.admin(&["ca", "self-check"]).await?);
        side.office.stop().await?;
    }
    figures.print();
    conclude(&figures, plan);
    Ok(())
}

/// PKCS#10 of fresh keys, by OpenSSL.
fn requests(folder: &std::path::Path) -> Outcome<Vec<String>> {
    std::fs::create_dir(folder)?;
    let make = |_| {
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key"];
        fixture::succeeds(folder, &[&["req", "-new", "-subj", "/CN=bench", "-out", "own.csr"], &key[..]].concat());
        Ok(std::fs::read_to_string(folder.join("own.csr"))?)
    };
    (0..KEYS).map(make).collect()
}

async fn of<I: Issuer>(
    server: &Server<I>,
    authority: &Arc<Certificate>,
    csrs: &Arc<Vec<String>>,
    clients: usize,
    plan: &Plan,
    figures: &mut Figures,
) -> Outcome<()> {
    let client = || Client {
        line: Line::new(server.address),
        issuer: server.issuer.clone(),
        csrs: csrs.clone(),
        authority: authority.clone(),
        asked: 0,
    };
    let load = load::run((0..clients).map(|_| client()).collect(), plan.span(), server.process).await?;
    http::note(figures, &row(&server.name, clients), load);
    Ok(())
}

fn conclude(figures: &Figures, plan: &Plan) {
    let rate = |name: &str, clients| figures.median(&http::rate(&row(name, clients)));
    let late = |name: &str, clients| figures.median(&format!("{}, p99 us", row(name, clients)));
    let [_, many] = CLIENTS;
    for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
        let (ours, theirs) = (ours::name(kind.name()), format!("cfssl, {}", kind.name()));
        let best = CLIENTS.map(|clients| rate(&theirs, clients)).into_iter().fold(0.0, f64::max);
        for clients in CLIENTS {
            println!("{ours}, c={clients}: {:.2} x cfssl with records there", rate(&ours, clients) / rate(&theirs, clients));
        }
        println!("{ours}, c={many}: {:.2} x cfssl with records there at its better concurrency", rate(&ours, many) / best);
        println!("{ours}, c={many}: its p99 is {:.3} of cfssl's", late(&ours, many) / late(&theirs, many));
        println!("{ours}, c={many}: {:.2} x cfssl that records nothing", rate(&ours, many) / rate(NOTHING, many));
    }
    println!(
        "\nAll sign by ECDSA on P-256. Ours are linted and durable when answered: intent before the signature, then certificate, request, audit\n\
         record, event and idempotency row. cfssl keeps a row. Clients share the machine with the server; processor time of PostgreSQL is\n\
         nobody's."
    );
}

fn row(name: &str, clients: usize) -> String {
    format!("{name}, c={clients}")
}
