//! Group commit on SQLite: many closures, one COMMIT, and whoever fails loses its own changes only.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use store::{Store, StoreError, sql};
use tokio::task::JoinHandle;

use crate::probe;

type Writing = JoinHandle<Result<i64, StoreError>>;

/// Holds the writer while `members` queue up behind it, so that they become one group.
async fn group(store: &Store, members: impl FnOnce() -> Vec<Writing>) -> Vec<Result<i64, StoreError>> {
    let (release, gate) = mpsc::channel::<()>();
    let (inside, entered) = mpsc::channel();
    let gate = std::sync::Mutex::new(gate);
    let holding = tokio::spawn({
        let store = store.clone();
        async move {
            store
                .write(move |_| -> Result<(), StoreError> {
                    inside.send(()).expect("the test listens");
                    gate.lock().expect("one thread").recv().expect("the test lets go");
                    Ok(())
                })
                .await
        }
    });
    tokio::task::spawn_blocking(move || entered.recv()).await.expect("joins").expect("the writer is held");
    let members = members();
    probe::a_moment().await;
    release.send(()).expect("the writer waits");
    holding.await.expect("joins").expect("it is committed");
    let mut results = Vec::new();
    for member in members {
        results.push(member.await.expect("joins"));
    }
    results
}

/// Inserts a row; returns how many rows there are then.
fn insert(store: &Store, id: String, end: fn() -> Result<(), StoreError>) -> Writing {
    let store = store.clone();
    tokio::spawn(async move {
        store
            .write(move |tx| {
                probe::insert(tx, &id)?;
                end()?;
                tx.one(sql!("SELECT count(*) FROM probe"), &[], |row| row.get(0))
            })
            .await
    })
}

#[test]
fn a_panic_in_a_full_group_loses_its_own_changes_only() {
    testkit::run(async {
        let db = testkit::sqlite();
        probe::make(&db).await;
        let results = group(&db, || {
            (0..64)
                .map(|n| {
                    let end: fn() -> Result<(), StoreError> = match n {
                        20 => || panic!("on purpose"),
                        40 => || Err(StoreError::Stale),
                        _ => || Ok(()),
                    };
                    insert(&db, format!("{n:02}"), end)
                })
                .collect()
        })
        .await;
        assert!(matches!(&results[20], Err(StoreError::Other(words)) if words.contains("on purpose")), "{:?}", results[20]);
        assert!(matches!(&results[40], Err(StoreError::Stale)), "{:?}", results[40]);
        let mut counts: Vec<i64> = results.into_iter().filter_map(Result::ok).collect();
        counts.sort_unstable();
        assert_eq!(counts, (1..=62).collect::<Vec<_>>(), "each saw those before it and nothing of the lost ones");
        assert_eq!(probe::ids(&db).await.len(), 62);
        assert_eq!(results_after(&db).await, 63);
    });
}

#[test]
fn only_a_failure_after_changes_makes_the_group_run_again() {
    testkit::run(async {
        let db = testkit::sqlite();
        probe::make(&db).await;
        for (changed_before, expected) in [(false, 1), (true, 2)] {
            let runs = Arc::new(AtomicUsize::new(0));
            let results = group(&db, || {
                let (store, counted) = (db.store.clone(), runs.clone());
                let refusing = tokio::spawn(async move {
                    let write = move |tx: &mut store::Tx<'_>| {
                        counted.fetch_add(1, Ordering::Relaxed);
                        if changed_before {
                            probe::insert(tx, "refused")?;
                        }
                        Err::<i64, _>(StoreError::Stale)
                    };
                    store.write(write).await
                });
                vec![insert(&db, format!("neighbour {changed_before}"), || Ok(())), refusing]
            })
            .await;
            assert!(matches!(results[..], [Ok(_), Err(StoreError::Stale)]), "{results:?}");
            assert_eq!(runs.load(Ordering::Relaxed), expected, "changed before it failed: {changed_before}");
        }
        assert_eq!(probe::ids(&db).await, ["neighbour false", "neighbour true"]);
    });
}

async fn results_after(store: &Store) -> i64 {
    insert(store, "after".into(), || Ok(())).await.expect("joins").expect("the writer goes on")
}

#[test]
fn a_group_is_committed_at_once() {
    testkit::run(async {
        let db = testkit::sqlite();
        probe::make(&db).await;
        let before = commits(&db);
        let results = group(&db, || (0..64).map(|n| insert(&db, format!("{n:02}"), || Ok(()))).collect()).await;
        assert!(results.iter().all(Result::is_ok));
        // the one that held the writer wrote nothing
        let groups = commits(&db) - before;
        assert!(groups <= 2, "64 closures took {groups} commits");
    });
}

/// How many transactions have been written to the file, as its WAL tells: a frame with a size ends one.
fn commits(db: &testkit::TestDatabase) -> usize {
    let store::Database::Sqlite { file, .. } = &db.database else { unreachable!("an SQLite database") };
    let wal = std::fs::read(file.with_extension("db-wal")).expect("the WAL");
    let page = 4096 + 24;
    wal[32..].chunks_exact(page).filter(|frame| frame[4..8] != [0; 4]).count()
}
