//! A table of the tests' own.

use std::time::Duration;

use domain::id::{EventId, LicenseeId};
use domain::time::Timestamp;
use store::{NewEvent, NewJob, Sql, Store, StoreError, Tx, sql};

/// Makes the table.
pub async fn make(store: &Store) {
    let create = Sql::of(
        "CREATE TABLE probe (id TEXT PRIMARY KEY, n INTEGER NOT NULL, data BLOB NULL)",
        "CREATE TABLE probe (id TEXT PRIMARY KEY, n BIGINT NOT NULL, data BYTEA NULL)",
    );
    store.write(move |tx| tx.execute(create, &[])).await.expect("the table is made");
}

pub fn insert(tx: &mut Tx<'_>, id: &str) -> Result<u64, StoreError> {
    tx.execute(sql!("INSERT INTO probe (id, n) VALUES (?1, 0)"), &[id.into()])
}

pub async fn ids(store: &Store) -> Vec<String> {
    store.read(|tx| tx.many(sql!("SELECT id FROM probe ORDER BY id"), &[], |row| row.get(0))).await.expect("the table is read")
}

pub fn event(licensee: LicenseeId, subject: &str) -> NewEvent {
    NewEvent {
        id: EventId::new(testkit::uuid()),
        licensee,
        kind: "probe.changed",
        at: Timestamp::from_seconds(1),
        subject: subject.to_owned(),
        lane: Some(subject.to_owned()),
        data: serde_json::json!({}),
    }
}

pub fn job(id: &str) -> NewJob {
    NewJob {
        id: id.to_owned(),
        kind: "probe",
        licensee: None,
        lane: None,
        target: None,
        body: serde_json::Value::Null,
        run_at: Timestamp::from_seconds(1),
    }
}

/// Long enough for whatever should not happen to happen.
pub async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(200)).await;
}
