//! `cargo xtask bench claim`: jobs claimed and finished a second on PostgreSQL by two nodes' workers, retries and lanes kept, beside a plain
//! queue that claims and marks one row a transaction with SKIP LOCKED (G17).

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::clock::Clock;
use jobs::{Identity, NewJob, Outcome as Ended, Registry, Worker};
use store::{Database, Sql, Store, StoreError, SystemClock};
use tokio::sync::watch;

use super::figures::Figures;
use super::plan::{self, Plan};
use super::server::Server;
use super::{machine, peer};
use crate::office::Outcome;

const KIND: &str = "bench";
/// Jobs enqueued for a second of a row; more than are done in it.
const A_SECOND: u64 = 40_000;
/// Jobs of one transaction while they are enqueued.
const CHUNK: u64 = 1_000;
/// Workers, each a node; jobs at once of each.
const NODES: u64 = 2;
const WIDTH: usize = 256;
const PEERS: [usize; 2] = [1, 8];

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("claim", words, 2, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let folder = plan.scratch()?;
    let server = Server::start(&folder.path().join("postgres"))?;
    let database = Database::Postgres { url: server.url.clone(), connections: 4 };
    let store = tokio::task::block_in_place(|| Store::open(database))?;
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        figures.note("fdatasync of 4 KiB, before, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
        for clients in PEERS {
            figures.note(&row_of_peer(clients), one_by_one(&store, &server, folder.path(), clients, plan.seconds).await?);
        }
        let (rate, processor) = ours(&store, plan.span()).await?;
        figures.note(OURS, rate);
        figures.note("ours, processor of this process us each", processor);
        figures.note("fdatasync of 4 KiB, after, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
    }
    figures.print();
    for clients in PEERS {
        println!(
            "{:.2} x one row a transaction, c={clients}, of the same run",
            figures.median(OURS) / figures.median(&row_of_peer(clients))
        );
    }
    println!(
        "\nOurs are durable when finished, fenced by attempt, and of {NODES} nodes over one database; half of the jobs stand in lanes."
    );
    store.close().await;
    Ok(())
}

const OURS: &str = "ours: claimed, run and finished, /s";

fn row_of_peer(clients: usize) -> String {
    format!("pgbench: claim and mark one row with SKIP LOCKED, c={clients}, /s")
}

/// The plain queue, as full as it has to be.
async fn one_by_one(store: &Store, server: &Server, folder: &Path, clients: usize, seconds: u64) -> Outcome<f64> {
    for text in [
        "DROP TABLE IF EXISTS peer_job",
        "CREATE TABLE peer_job (id BIGSERIAL PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL)",
        "INSERT INTO peer_job (state, body) SELECT 'open', repeat('x', 100) FROM generate_series(1, 200000)",
        "CREATE INDEX peer_job_open ON peer_job (id) WHERE state = 'open'",
        "ANALYZE peer_job",
    ] {
        store.write(move |tx| tx.execute(Sql::of(text, text), &[]).map_err(|error: StoreError| error)).await?;
    }
    let script = "UPDATE peer_job SET state = 'done' WHERE id = \
                  (SELECT id FROM peer_job WHERE state = 'open' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);\n";
    Ok(peer::pgbench(&server.url, &folder.join("claim.sql"), script, clients, seconds)?)
}

/// Enqueues, then lets workers go for `span`; jobs a second and processor time of each.
async fn ours(store: &Store, span: Duration) -> Outcome<(f64, f64)> {
    let many = A_SECOND * span.as_secs().max(1);
    for chunk in 0..many / CHUNK {
        store
            .write(move |tx| {
                for n in 0..CHUNK {
                    tx.job(job(chunk * CHUNK + n));
                }
                Ok::<_, StoreError>(())
            })
            .await?;
    }
    let done = Arc::new(AtomicU64::new(0));
    let (stop, stopped) = watch::channel(false);
    let (before, start) = (machine::processor_time()?, Instant::now());
    let workers: Vec<_> = (0..NODES).map(|node| tokio::spawn(worker(store.clone(), node, done.clone(), stopped.clone()))).collect();
    tokio::time::sleep(span).await;
    // what was run is finished before the workers end
    stop.send_replace(true);
    for worker in workers {
        worker.await?;
    }
    let (elapsed, used) = (start.elapsed(), machine::processor_time()?.saturating_sub(before));
    let count = done.load(Ordering::Relaxed) as f64;
    let left = Sql::of("DELETE FROM job", "DELETE FROM job");
    store.write(move |tx| tx.execute(left, &[]).map_err(|error: StoreError| error)).await?;
    Ok((count / elapsed.as_secs_f64(), used.as_secs_f64() * 1e6 / count))
}

async fn worker(store: Store, node: u64, done: Arc<AtomicU64>, mut stopped: watch::Receiver<bool>) {
    let mut registry = Registry::new();
    registry.on(KIND, Duration::from_secs(20), move |_| {
        done.fetch_add(1, Ordering::Relaxed);
        std::future::ready(Ended::Done)
    });
    let me = Identity { node: format!("bench-{node}"), boot: fresh() };
    let worker = Worker::new(store, Arc::new(SystemClock), registry, me).width(WIDTH);
    worker.run(async move { drop(stopped.wait_for(|stopped| *stopped).await) }).await;
}

fn job(number: u64) -> NewJob {
    NewJob {
        id: format!("bench:{number}:{}", fresh()),
        kind: KIND,
        licensee: None,
        // a lane of its own, as a package's callbacks have
        lane: number.is_multiple_of(2).then(|| format!("lane-{number}")),
        target: None,
        body: serde_json::json!({ "number": number }),
        run_at: SystemClock.now(),
    }
}

#[expect(clippy::disallowed_methods, reason = "a name that nobody else has")]
fn fresh() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
