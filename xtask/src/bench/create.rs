//! `cargo xtask bench create`: packages created over HTTP (G10), each durable when answered with its rows, events, audit record and
//! idempotency row, beside one-row commits on the same disk.

use wire::office::NewPackage;

use super::figures::Figures;
use super::http::{self, Bench};
use super::plan::Plan;
use crate::load::{self, Line, Requests, Side, Work};
use crate::office::{Kind, Outcome};

const CLIENTS: &[usize] = &[1, 16];
/// What is created: a name, the bytes of its file, whether it is sent at once, which leaves events in the outbox.
const SORTS: [(&str, usize, bool); 3] = [
    ("sent, file of 1 KiB in its row", 1 << 10, true),
    ("draft, file of 1 KiB in its row", 1 << 10, false),
    ("sent, file of 64 KiB on the disk", 64 << 10, true),
];

/// The benchmark.
pub struct Create;

struct Client {
    line: Line,
    requests: Requests,
    package: NewPackage,
    files: Vec<(String, Vec<u8>)>,
}

impl Work for Client {
    async fn once(&mut self) -> Outcome<()> {
        let created = self.line.ask(&self.requests.package(&self.package, &self.files)).await?;
        if created.status == 201 { Ok(()) } else { Err(format!("create: {}", String::from_utf8_lossy(&created.body)).into()) }
    }
}

impl Bench for Create {
    const NAME: &'static str = "create";

    fn peers(&self) -> &'static [usize] {
        CLIENTS
    }

    async fn prepare(&mut self, _: &Side) -> Outcome<()> {
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        for (sort, bytes, send) in SORTS {
            for count in CLIENTS {
                let participants = vec![side.signer.participant()];
                let client = || Client {
                    line: Line::new(side.requests.address),
                    requests: side.requests.clone(),
                    package: NewPackage {
                        name: Some("Пакет".into()), send, participants: participants.clone(), ..NewPackage::default()
                    },
                    files: vec![("договор.bin".into(), vec![7; bytes])],
                };
                let load = load::run((0..*count).map(|_| client()).collect(), plan.span(), side.pid()?).await?;
                http::note(figures, &row(side.name(), sort, *count), load);
            }
        }
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            for (sort, ..) in SORTS {
                for clients in CLIENTS {
                    let ours = figures.median(&http::rate(&row(kind.name(), sort, *clients)));
                    let ratio = ours / figures.median(&http::row_of_peer(kind.name(), *clients));
                    println!("{}: {sort}, c={clients}: {ratio:.2} x one-row commits of the same run", kind.name());
                }
            }
        }
        println!("\nClients share the machine with the server. A peer's row is alone.");
    }
}

fn row(name: &str, sort: &str, clients: usize) -> String {
    format!("{name}: {sort}, c={clients}")
}
