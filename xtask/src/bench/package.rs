//! `cargo xtask bench package`: whole packages over HTTP, each created with a file, signed by an employee of the own company, and
//! completed, beside what the same disk gives a program that commits row by row.

use wire::office::{NewPackage, SignPackage};

use super::figures::Figures;
use super::http::{self, Bench};
use super::plan::Plan;
use crate::load::{self, Line, Requests, Side, Work};
use crate::office::{Kind, Outcome};

const CLIENTS: &[usize] = &[1, 16];
/// Bytes of a package's file: more than lie in a row.
const FILE: usize = 64 << 10;

/// The benchmark.
pub struct Whole;

struct Client {
    line: Line,
    requests: Requests,
    package: NewPackage,
    files: Vec<(String, Vec<u8>)>,
    signing: SignPackage,
}

impl Work for Client {
    /// Created, signed, completed.
    async fn once(&mut self) -> Outcome<()> {
        let created = self.line.ask(&self.requests.package(&self.package, &self.files)).await?;
        let id = created.header("location").ok_or_else(|| format!("create: {}", String::from_utf8_lossy(&created.body)))?.to_owned();
        let signed = self.line.ask(&self.requests.post(&format!("{id}/sign"), &self.signing)).await?;
        let package: serde_json::Value = serde_json::from_slice(&signed.body)?;
        if package["status"] == "completed" { Ok(()) } else { Err(format!("sign: {package}").into()) }
    }
}

impl Bench for Whole {
    const NAME: &'static str = "package";

    fn peers(&self) -> &'static [usize] {
        CLIENTS
    }

    async fn prepare(&mut self, _: &Side) -> Outcome<()> {
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        for count in CLIENTS {
            let client = || Client {
                line: Line::new(side.requests.address),
                requests: side.requests.clone(),
                package: NewPackage {
                    name: Some("Пакет".into()),
                    send: true,
                    participants: vec![side.signer.participant()],
                    ..NewPackage::default()
                },
                files: vec![("договор.bin".into(), vec![7; FILE])],
                signing: side.signer.signing(),
            };
            let load = load::run((0..*count).map(|_| client()).collect(), plan.span(), side.pid()?).await?;
            http::note(figures, &row(side.name(), *count), load);
        }
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            for clients in CLIENTS {
                let ours = figures.median(&http::rate(&row(kind.name(), *clients)));
                let ratio = ours / figures.median(&http::row_of_peer(kind.name(), *clients));
                println!("{}: c={clients}: {ratio:.2} x one-row commits of the same run", kind.name());
            }
        }
        println!(
            "\nA package is two calls, two durable transactions and one durable file of {FILE} bytes; each transaction holds its events,\n\
             audit record and idempotency row. Clients share the machine with the server. A peer's row is alone."
        );
    }
}

fn row(name: &str, clients: usize) -> String {
    format!("{name}: whole packages, c={clients}")
}
