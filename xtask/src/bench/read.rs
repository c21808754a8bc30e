//! `cargo xtask bench read`: API reads a second, a package, a page of packages, a page of events, beside a handler that answers bytes from
//! memory with the same clients in the same run.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use wire::office::NewPackage;

use super::figures::Figures;
use super::http::{self, Bench};
use super::plan::Plan;
use crate::load::{self, Again, Line, Side};
use crate::office::{Kind, Outcome};

const CLIENTS: &[usize] = &[1, 16];
/// Packages that are there to be read.
const PACKAGES: usize = 200;
const READS: [&str; 3] = ["GET package", "GET packages?limit=50", "GET events?limit=50"];

/// The benchmark.
#[derive(Default)]
pub struct Read {
    /// Paths of [`READS`], for each side.
    paths: Vec<(&'static str, [String; 3])>,
    /// The handler beside it.
    fixed: Option<SocketAddr>,
}

impl Bench for Read {
    const NAME: &'static str = "read";

    fn peers(&self) -> &'static [usize] {
        &[]
    }

    async fn prepare(&mut self, side: &Side) -> Outcome<()> {
        let participants = vec![side.signer.participant()];
        let package = NewPackage { name: Some("Пакет".into()), send: true, participants, ..NewPackage::default() };
        let mut line = Line::new(side.requests.address);
        let mut location = String::new();
        for _ in 0..PACKAGES {
            let created = line.ask(&side.requests.package(&package, &[("договор.bin".into(), vec![7; 1 << 10])])).await?;
            location = created.header("location").ok_or_else(|| String::from_utf8_lossy(&created.body).into_owned())?.to_owned();
        }
        let body = line.ask(&side.requests.get(&location)).await?.body;
        self.paths.push((side.name(), [location, "/v1/packages?limit=50".into(), "/v1/events?limit=50".into()]));
        if self.fixed.is_none() {
            self.fixed = Some(serve(body).await?);
        }
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        let (_, paths) = self.paths.iter().find(|(name, _)| *name == side.name()).ok_or("not prepared")?;
        let fixed = self.fixed.ok_or("not prepared")?;
        for count in CLIENTS {
            let mut ask = async |row: &str, address, path: &str, server| {
                let load = load::run(Again::crowd(*count, address, &side.requests.get(path), 200), plan.span(), server).await?;
                http::note(figures, row, load);
                Outcome::Ok(())
            };
            ask(&row_of_fixed(side.name(), *count), fixed, "/", std::process::id()).await?;
            for (read, path) in READS.iter().zip(paths) {
                ask(&row(side.name(), read, *count), side.requests.address, path, side.pid()?).await?;
            }
        }
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            for read in READS {
                for clients in CLIENTS {
                    let ours = figures.median(&http::rate(&row(kind.name(), read, *clients)));
                    let ratio = ours / figures.median(&http::rate(&row_of_fixed(kind.name(), *clients)));
                    println!(
                        "{}: {read}, c={clients}: {ratio:.2} x a handler that answers the bytes of a package from memory",
                        kind.name()
                    );
                }
            }
        }
        println!(
            "\nClients share the machine with the server; the fixed handler runs in their own process, and its processor time is of both."
        );
    }
}

fn row(name: &str, read: &str, clients: usize) -> String {
    format!("{name}: {read}, c={clients}")
}

fn row_of_fixed(name: &str, clients: usize) -> String {
    format!("axum, bytes from memory (before {name}), c={clients}")
}

/// A handler without a database, an envelope or a caller.
pub(super) async fn serve(body: Vec<u8>) -> Outcome<SocketAddr> {
    let body = bytes::Bytes::from(body);
    let router = Router::new().route("/", get(move || std::future::ready(body.clone())));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
