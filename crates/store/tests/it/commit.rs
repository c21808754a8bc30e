//! What a single transaction promises.

use std::sync::mpsc;
use std::time::Duration;

use store::{StoreError, sql};
use tokio::time::timeout;

use crate::probe;

testkit::both_own! {
    async fn what_is_committed_is_read_back(db: TestDatabase) {
        probe::make(&db).await;
        let written = db.write(|tx| {
            tx.execute(
                sql!("INSERT INTO probe (id, n, data) VALUES (?1, ?2, ?3)"),
                &["ё".into(), i64::MIN.into(), vec![0_u8, 255].into()],
            )
        });
        assert_eq!(written.await.expect("it is written"), 1);
        let row: (String, i64, Option<Vec<u8>>) = db
            .read(|tx| tx.one(sql!("SELECT id, n, data FROM probe"), &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))
            .await
            .map_err(|error: StoreError| error)
            .expect("it is read");
        assert_eq!(row, ("ё".to_owned(), i64::MIN, Some(vec![0, 255])));
        let none = db.read(|tx| tx.one(sql!("SELECT n FROM probe WHERE id = ?1"), &["no".into()], |row| row.get::<i64>(0))).await;
        assert!(matches!(none, Err(StoreError::Missing)), "{none:?}");
    }

    async fn a_closure_that_refuses_leaves_nothing(db: TestDatabase) {
        probe::make(&db).await;
        let refused: Result<(), StoreError> = db.write(|tx| {
            probe::insert(tx, "a")?;
            tx.job(probe::job("a"));
            Err(StoreError::Stale)
        }).await;
        assert!(matches!(refused, Err(StoreError::Stale)));
        assert!(probe::ids(&db).await.is_empty());
        assert!(db.read(store::table::job::counts).await.expect("jobs are counted").is_empty());
    }

    async fn nothing_is_seen_woken_or_answered_before_the_commit(db: TestDatabase) {
        probe::make(&db).await;
        let mut bell = db.committed();
        let (inside, entered) = mpsc::channel();
        let (release, gate) = mpsc::channel::<()>();
        let gate = std::sync::Mutex::new(gate);
        let store = db.store.clone();
        let mut writing = tokio::spawn(async move {
            store.write(move |tx| -> Result<(), StoreError> {
                probe::insert(tx, "a")?;
                tx.job(probe::job("a"));
                inside.send(()).expect("the test listens");
                gate.lock().expect("one thread").recv().expect("the test lets go");
                Ok(())
            }).await
        });
        tokio::task::spawn_blocking(move || entered.recv()).await.expect("joins").expect("the closure has begun");
        assert!(probe::ids(&db).await.is_empty());
        assert!(timeout(Duration::from_millis(100), &mut writing).await.is_err(), "answered before the commit");
        assert!(timeout(Duration::from_millis(100), bell.changed()).await.is_err(), "woken before the commit");
        release.send(()).expect("the closure waits");
        writing.await.expect("joins").expect("it is committed");
        timeout(Duration::from_secs(10), bell.changed()).await.expect("woken after the commit");
        assert_eq!(probe::ids(&db).await, ["a"]);
    }

    async fn a_client_that_hangs_up_cancels_nothing(db: TestDatabase) {
        probe::make(&db).await;
        let (release, gate) = mpsc::channel::<()>();
        let gate = std::sync::Mutex::new(gate);
        let hung_up = timeout(Duration::from_millis(100), db.write(move |tx| {
            gate.lock().expect("one thread").recv().expect("the test lets go");
            probe::insert(tx, "a")
        })).await;
        assert!(hung_up.is_err());
        release.send(()).expect("the closure waits");
        for _ in 0..100 {
            if probe::ids(&db).await == ["a"] {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the row did not arrive");
    }

    async fn of_two_saves_of_one_version_the_second_is_stale(db: TestDatabase) {
        probe::make(&db).await;
        db.write(|tx| probe::insert(tx, "a")).await.expect("it is written");
        let save = |store: store::Store| async move {
            store.write(|tx| {
                let changed = tx.execute(sql!("UPDATE probe SET n = n + 1 WHERE id = ?1 AND n = ?2"), &["a".into(), 0.into()])?;
                if changed == 1 { Ok(()) } else { Err(StoreError::Stale) }
            }).await
        };
        let (one, two) = tokio::join!(save(db.store.clone()), save(db.another()));
        assert!(matches!((&one, &two), (Ok(()), Err(StoreError::Stale)) | (Err(StoreError::Stale), Ok(()))), "{one:?} {two:?}");
    }

    async fn an_error_caught_inside_a_transaction_rolls_it_back(db: TestDatabase) {
        probe::make(&db).await;
        let caught: Result<(), StoreError> = db.write(|tx| {
            probe::insert(tx, "a")?;
            let twice = probe::insert(tx, "a");
            assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
            Ok(())
        }).await;
        assert!(matches!(caught, Err(StoreError::Other(_))), "{caught:?}");
        assert!(probe::ids(&db).await.is_empty());
    }

    async fn a_reader_changes_nothing_and_sees_one_state(db: TestDatabase) {
        probe::make(&db).await;
        let changed = db.read(|tx| probe::insert(tx, "a")).await;
        assert!(changed.is_err());
        let left: Result<(), StoreError> = db.read(|tx| { tx.job(probe::job("a")); Ok(()) }).await;
        assert!(left.is_err());
        let (looked, first) = mpsc::channel();
        let (release, gate) = mpsc::channel::<()>();
        let gate = std::sync::Mutex::new(gate);
        let store = db.store.clone();
        let reading = tokio::spawn(async move {
            store.read(move |tx| -> Result<_, StoreError> {
                let mut count = || tx.one(sql!("SELECT count(*) FROM probe"), &[], |row| row.get::<i64>(0));
                let before = count()?;
                looked.send(()).expect("the test listens");
                gate.lock().expect("one thread").recv().expect("the test lets go");
                Ok((before, count()?))
            }).await
        });
        tokio::task::spawn_blocking(move || first.recv()).await.expect("joins").expect("it has looked");
        db.write(|tx| probe::insert(tx, "a")).await.expect("it is written meanwhile");
        release.send(()).expect("the reader waits");
        assert_eq!(reading.await.expect("joins").expect("it is read"), (0, 0));
    }

    async fn a_closed_store_finishes_what_it_has_and_refuses_the_rest(db: TestDatabase) {
        probe::make(&db).await;
        let store = db.another();
        let waiting: Vec<_> = (0..20).map(|n| {
            let store = store.clone();
            tokio::spawn(async move { store.write(move |tx| probe::insert(tx, &format!("{n:02}"))).await })
        }).collect();
        probe::a_moment().await;
        store.clone().close().await;
        for write in waiting {
            write.await.expect("joins").expect("it was accepted before the end");
        }
        let late = store.write(|tx| probe::insert(tx, "late")).await;
        assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
        assert_eq!(probe::ids(&db).await.len(), 20);
    }
}
