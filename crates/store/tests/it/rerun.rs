//! PostgreSQL runs a closure again where it could not serialize it or lost the connection.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use domain::id::LicenseeId;
use store::{Sql, Store, StoreError, sql, table};

use crate::probe;

/// Two closures that meet after their first statement, on their first run only; returns how often both ran.
async fn clash(store: &Store, licensee: LicenseeId, isolation: Option<Sql>, first: Sql, second: Sql) -> u32 {
    let (met, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
    let both: Vec<_> = [("a", "b"), ("b", "a")]
        .into_iter()
        .map(|(one, other)| {
            let (store, met, runs) = (store.clone(), met.clone(), runs.clone());
            tokio::spawn(async move {
                let mut mine = 0;
                store
                    .write(move |tx| -> Result<(), StoreError> {
                        mine += 1;
                        runs.fetch_add(1, Ordering::SeqCst);
                        if let Some(isolation) = isolation {
                            tx.execute(isolation, &[])?;
                        }
                        tx.event(probe::event(licensee, one));
                        tx.many(first, &[one.into()], |row| row.get::<i64>(0))?;
                        if mine == 1 {
                            met.wait();
                        }
                        tx.execute(second, &[other.into()])?;
                        Ok(())
                    })
                    .await
            })
        })
        .collect();
    for one in both {
        one.await.expect("joins").expect("run again until it is committed");
    }
    runs.load(Ordering::SeqCst)
}

async fn ready() -> (testkit::TestDatabase, LicenseeId) {
    let db = testkit::own_postgres();
    probe::make(&db).await;
    db.write(|tx| {
        probe::insert(tx, "a")?;
        probe::insert(tx, "b")
    })
    .await
    .expect("it is written");
    (db, LicenseeId::new(testkit::uuid()))
}

async fn events(store: &Store, licensee: LicenseeId) -> usize {
    store.sequencer().pass().await.expect("a pass");
    store.read(move |tx| table::event::numbered_after(tx, licensee, 0, 10)).await.expect("read").len()
}

#[test]
fn after_a_deadlock_the_loser_runs_again_with_empty_buffers() {
    testkit::run(async {
        let (db, licensee) = ready().await;
        let lock = sql!("SELECT n FROM probe WHERE id = ?1 {for_update}");
        let change = sql!("UPDATE probe SET n = n + 1 WHERE id = ?1");
        let runs = clash(&db, licensee, None, lock, change).await;
        assert!(runs >= 3, "nothing was run again");
        assert_eq!(events(&db, licensee).await, 2);
    });
}

#[test]
fn after_a_serialization_failure_the_loser_runs_again_with_empty_buffers() {
    testkit::run(async {
        let (db, licensee) = ready().await;
        let serializable = Sql::of("SELECT 1", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        // each reads what the other changes
        let look = sql!("SELECT n FROM probe WHERE id = ?1");
        let change = sql!("UPDATE probe SET n = n + 1 WHERE id = ?1");
        let runs = clash(&db, licensee, Some(serializable), look, change).await;
        assert!(runs >= 3, "nothing was run again");
        assert_eq!(events(&db, licensee).await, 2);
    });
}

#[test]
fn a_closure_whose_connection_breaks_runs_again_on_another() {
    testkit::run(async {
        let (db, licensee) = ready().await;
        let runs = Arc::new(AtomicU32::new(0));
        let killer = db.another();
        let written = db.write({
            let runs = runs.clone();
            move |tx| {
                let pid: i64 = tx.one(Sql::of("SELECT 1", "SELECT pg_backend_pid()"), &[], |row| row.get(0))?;
                tx.event(probe::event(licensee, "a"));
                if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                    let kill = Sql::of("SELECT 1", "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS INTEGER)) THEN 1 ELSE 0 END");
                    let killed: i64 = killer.read_blocking(move |tx| tx.one(kill, &[pid.into()], |row| row.get(0)))?;
                    assert_eq!(killed, 1);
                }
                tx.execute(sql!("UPDATE probe SET n = n + 1 WHERE id = 'a'"), &[])
            }
        });
        assert_eq!(written.await.map_err(|error: StoreError| error).expect("run again"), 1);
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        assert_eq!(events(&db, licensee).await, 1);
    });
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    let refused = Store::open(store::Database::Postgres { url: "postgres://nobody@127.0.0.1:1/none".into(), connections: 1 }).err();
    assert!(matches!(refused, Some(store::OpenError::Store(StoreError::Unavailable(_)))), "{refused:?}");
}
