//! A use case as the house writes them: load a root, save it, write and read its parts, and leave an event, an audit record, a job and the
//! result of an idempotency key, all in one transaction.

use std::time::{Duration, Instant};

use domain::clock::Clock;
use domain::id::{EventId, LicenseeId};
use store::{AuditOutcome, NewAudit, NewEvent, NewJob, NewResult, Sql, Store, StoreError, SystemClock, Tx, sql};
use uuid::Uuid;

use super::machine;

/// Statements that the flush of event, audit record, job and result makes.
const FLUSHED: usize = 4;

/// Figures of one load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Use cases a second.
    pub rate: f64,
    /// Processor time of this process for each, clients included, in microseconds.
    pub processor: f64,
}

/// Makes the tables of the benchmark.
pub async fn prepare(store: &Store) -> Result<(), StoreError> {
    let tables = [
        "CREATE TABLE bench_root (id TEXT PRIMARY KEY, version BIGINT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE bench_part (id TEXT PRIMARY KEY, root TEXT NOT NULL, body TEXT NOT NULL)",
    ];
    for text in tables {
        store.write(move |tx| tx.execute(Sql::of(text, text), &[])).await?;
    }
    let one_row = Sql::of(
        "CREATE TABLE IF NOT EXISTS one_row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE one_row (id BIGSERIAL PRIMARY KEY, body TEXT NOT NULL)",
    );
    store.write(move |tx| tx.execute(one_row, &[])).await?;
    Ok(())
}

/// `clients` in parallel, each doing one use case of so many statements after the other, for `span`.
pub async fn load(store: &Store, statements: usize, clients: usize, span: Duration) -> Result<Load, StoreError> {
    let mut roots = Vec::new();
    for _ in 0..clients {
        let root = uuid().to_string();
        let id = root.clone();
        store
            .write(move |tx| {
                tx.execute(sql!("INSERT INTO bench_root (id, version, body) VALUES (?1, 0, ?2)"), &[id.as_str().into(), body().into()])
            })
            .await?;
        roots.push(root);
    }
    let licensee = LicenseeId::new(uuid());
    let before = machine::processor_time().unwrap_or_default();
    let start = Instant::now();
    let running: Vec<_> =
        roots.into_iter().map(|root| tokio::spawn(client(store.clone(), root, licensee, statements, start + span))).collect();
    let mut count = 0_u32;
    for client in running {
        count += client.await.map_err(|error| StoreError::Other(error.to_string()))??;
    }
    let elapsed = start.elapsed();
    let used = machine::processor_time().unwrap_or_default().saturating_sub(before);
    let count = f64::from(count.max(1));
    Ok(Load { rate: count / elapsed.as_secs_f64(), processor: used.as_secs_f64() * 1e6 / count })
}

async fn client(store: Store, root: String, licensee: LicenseeId, statements: usize, until: Instant) -> Result<u32, StoreError> {
    let mut count = 0;
    while Instant::now() < until {
        let root = root.clone();
        store.write(move |tx| use_case(tx, &root, licensee, statements - FLUSHED)).await?;
        count += 1;
    }
    Ok(count)
}

/// `statements` statements and what is flushed after them.
fn use_case(tx: &mut Tx<'_>, root: &str, licensee: LicenseeId, statements: usize) -> Result<(), StoreError> {
    let version: i64 = tx.one(sql!("SELECT version FROM bench_root WHERE id = ?1 {for_update}"), &[root.into()], |row| row.get(0))?;
    let saved = tx.execute(
        sql!("UPDATE bench_root SET version = version + 1, body = ?3 WHERE id = ?1 AND version = ?2"),
        &[root.into(), version.into(), body().into()],
    )?;
    if saved != 1 {
        return Err(StoreError::Stale);
    }
    let mut part = String::new();
    for n in 2..statements {
        if n % 2 == 0 {
            part = uuid().to_string();
            let row = [part.as_str().into(), root.into(), body().into()];
            tx.execute(sql!("INSERT INTO bench_part (id, root, body) VALUES (?1, ?2, ?3)"), &row)?;
        } else {
            tx.one(sql!("SELECT body FROM bench_part WHERE id = ?1"), &[part.as_str().into()], |row| row.get::<String>(0))?;
        }
    }
    leave(tx, root, licensee);
    Ok(())
}

fn leave(tx: &mut Tx<'_>, root: &str, licensee: LicenseeId) {
    let (at, id) = (SystemClock.now(), uuid());
    tx.event(NewEvent {
        id: EventId::new(id),
        licensee,
        kind: "bench.changed",
        at,
        subject: root.to_owned(),
        lane: Some(root.to_owned()),
        data: serde_json::json!({ "reason": "bench", "by": root }),
    });
    tx.audit(NewAudit {
        at,
        licensee: Some(licensee),
        actor: "key_bench".into(),
        action: "bench.change",
        subject: root.to_owned(),
        outcome: AuditOutcome::Done,
        code: None,
        detail: serde_json::Value::Null,
        request_id: Some(id.to_string()),
    });
    tx.job(NewJob {
        id: format!("bench:{id}"),
        kind: "bench",
        licensee: Some(licensee),
        lane: None,
        target: None,
        body: serde_json::json!({ "event": id.to_string() }),
        run_at: at,
    });
    tx.remember(NewResult { owner: "key_bench".into(), key: id.to_string(), fingerprint: "0".repeat(64), result: body(), at });
}

fn body() -> String {
    "x".repeat(300)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark only needs ids that nobody else has")]
fn uuid() -> Uuid {
    Uuid::now_v7()
}
