//! What benchmarks over HTTP share: a server a database, rounds, the disk's own rate, and the commit rate of one row beside it.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use store::Store;

use super::figures::Figures;
use super::plan::{self, Plan};
use super::{machine, peer, use_case};
use crate::load::{self, Side};
use crate::office::{Kind, Outcome};

/// A benchmark of a server.
pub trait Bench {
    /// Its name on the command line.
    const NAME: &'static str;

    /// Whether one-row commits are measured beside it, and with how many clients.
    fn peers(&self) -> &'static [usize];

    /// Makes what a round needs.
    fn prepare(&mut self, side: &Side) -> impl Future<Output = Outcome<()>>;

    /// A value for every row.
    fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> impl Future<Output = Outcome<()>>;

    /// What follows from the figures.
    fn conclude(&self, plan: &Plan, figures: &Figures);
}

/// Runs a benchmark with the options of a command line.
pub fn run<B: Bench>(bench: &mut B, words: &[&str]) -> ExitCode {
    plan::run(B::NAME, words, 2, async |plan: &Plan| measure(bench, plan).await)
}

async fn measure<B: Bench>(bench: &mut B, plan: &Plan) -> Outcome<()> {
    let (binary, folder) = (binary(plan)?, plan.scratch()?);
    let mut sides = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
        let side = Side::begin(&binary, kind, folder.path()).await?;
        if !bench.peers().is_empty() {
            // for the peer, which has its table beside ours
            let store = tokio::task::block_in_place(|| Store::open(side.place.database(&side.office.data)))?;
            use_case::prepare(&store).await.map_err(|error| error.to_string())?;
            store.close().await;
        }
        bench.prepare(&side).await?;
        sides.push(side);
    }
    println!("{} rounds of {} s a row, in {}", plan.rounds, plan.seconds, plan.folder.display());
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        figures.note("fdatasync of 4 KiB, before, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
        for side in &sides {
            for clients in bench.peers() {
                let rate = match side.place.kind {
                    Kind::Sqlite => peer::sqlite(&side.folder.join("peer.db"), plan.seconds)?,
                    Kind::Postgres => peer::postgres(&side.place.url(), &side.folder.join("insert.sql"), *clients, plan.seconds)?,
                };
                figures.note(&row_of_peer(side.name(), *clients), rate);
            }
            bench.round(plan, side, &mut figures).await?;
        }
        figures.note("fdatasync of 4 KiB, after, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
    }
    for side in &mut sides {
        side.office.stop().await?;
    }
    figures.print();
    bench.conclude(plan, &figures);
    Ok(())
}

/// The server as it ships: built if nobody names another one.
pub fn binary(plan: &Plan) -> Outcome<PathBuf> {
    if let Some(binary) = &plan.binary {
        return Ok(binary.clone());
    }
    eprintln!("building the server");
    let status = Command::new(crate::cargo()).args(["build", "--release", "--package", "surguch"]).status()?;
    let own = std::env::current_exe()?;
    let binary = own.parent().unwrap_or(Path::new("")).join("surguch");
    if status.success() { Ok(binary) } else { Err("the server does not build".into()) }
}

/// The row of a database's one-row commits.
pub fn row_of_peer(name: &str, clients: usize) -> String {
    match name {
        "SQLite" => format!("{name}: python3, one row a commit, FULL (before c={clients}), /s"),
        _ => format!("{name}: pgbench, one row a commit, c={clients}, /s"),
    }
}

/// Notes a load's figures in four rows that begin with `what`.
pub fn note(figures: &mut Figures, what: &str, load: load::Figures) {
    figures.note(&rate(what), load.rate);
    figures.note(&format!("{what}, p50 us"), load.p50);
    figures.note(&format!("{what}, p99 us"), load.p99);
    figures.note(&format!("{what}, server's processor us each"), load.processor);
}

/// The row of rates that [`note`] writes.
pub fn rate(what: &str) -> String {
    format!("{what}, /s")
}
