//! `cargo xtask bench store [--seconds N] [--rounds N] [--folder DIR] [--database sqlite|postgres] [--noisy yes]`: use cases a second beside what the same disk gives a program that
//! commits row by row.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use store::{Database, Store};

use super::figures::Figures;
use super::plan::{self, Plan};
use super::server::Server;
use super::{machine, peer, use_case};

const STATEMENTS: [usize; 2] = [8, 15];
const CLIENTS: [usize; 2] = [1, 16];

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("store", words, 2, measure)
}

async fn measure(plan: &Plan) -> Result<(), Box<dyn Error + Send + Sync>> {
    let folder = plan.scratch()?;
    let server = Server::start(&folder.path().join("postgres"))?;
    let file = folder.path().join("surguch.db");
    let sqlite = Store::open(Database::Sqlite { file, readers: 1 })?;
    let postgres = Store::open(Database::Postgres { url: server.url.clone(), connections: 16 })?;
    let sequencer = tokio::spawn(postgres.sequencer().run(std::future::pending()));
    for store in [&sqlite, &postgres] {
        use_case::prepare(store).await?;
    }
    println!("{} rounds of {} s a row, in {}", plan.rounds, plan.seconds, plan.folder.display());
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        self::round(plan, folder.path(), &server, [("SQLite", &sqlite), ("PostgreSQL", &postgres)], &mut figures).await?;
    }
    print(plan, &figures);
    sequencer.abort();
    sqlite.close().await;
    postgres.close().await;
    Ok(())
}

/// One value for every row; peers and ours take turns.
async fn round(
    plan: &Plan,
    folder: &Path,
    server: &Server,
    stores: [(&str, &Store); 2],
    figures: &mut Figures,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    figures.note("fdatasync of 4 KiB, before, /s", machine::flushes(folder, Duration::from_secs(1))?);
    for (name, store) in stores.into_iter().filter(|(name, _)| plan.wants(name)) {
        for clients in CLIENTS {
            let peer = match name {
                // one writer at a time: more clients only wait
                "SQLite" => peer::sqlite(&folder.join("peer.db"), plan.seconds)?,
                _ => peer::postgres(&server.url, &folder.join("insert.sql"), clients, plan.seconds)?,
            };
            figures.note(&row_of_peer(name, clients), peer);
            for statements in STATEMENTS {
                let load = use_case::load(store, statements, clients, plan.span()).await?;
                figures.note(&row_of_ours(name, statements, clients), load.rate);
                figures.note(&row_of_processor(name, statements, clients), load.processor);
            }
        }
    }
    figures.note("fdatasync of 4 KiB, after, /s", machine::flushes(folder, Duration::from_secs(1))?);
    Ok(())
}

fn row_of_peer(name: &str, clients: usize) -> String {
    match name {
        "SQLite" => format!("{name}: python3, one row a commit, FULL (before c={clients}), /s"),
        _ => format!("{name}: pgbench, one row a commit, c={clients}, /s"),
    }
}

fn row_of_ours(name: &str, statements: usize, clients: usize) -> String {
    format!("{name}: use case of {statements} statements, c={clients}, /s")
}

fn row_of_processor(name: &str, statements: usize, clients: usize) -> String {
    format!("{name}:   processor of this process, {statements} statements, c={clients}, us")
}

fn print(plan: &Plan, figures: &Figures) {
    figures.print();
    for name in ["SQLite", "PostgreSQL"].into_iter().filter(|name| plan.wants(name)) {
        for clients in CLIENTS {
            for statements in STATEMENTS {
                let ratio = figures.median(&row_of_ours(name, statements, clients)) / figures.median(&row_of_peer(name, clients));
                println!("{name}: {statements} statements, c={clients}: {ratio:.2} x one-row commits of the same run");
            }
        }
    }
    println!(
        "\nEvery use case is durable when answered and holds its event, audit record, job and idempotency row; a peer's row is alone."
    );
}
