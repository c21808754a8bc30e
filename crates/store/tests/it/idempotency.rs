//! One effect a key.

use domain::time::Timestamp;
use store::{NewResult, StoreError, sql, table};

use crate::probe;

testkit::both_own! {
    async fn of_twins_with_one_key_one_has_an_effect_and_the_others_conflict(db: TestDatabase) {
        probe::make(&db).await;
        db.write(|tx| probe::insert(tx, "counter")).await.expect("it is written");
        let twins: Vec<_> = (0..8).map(|n| {
            let store = db.store.clone();
            tokio::spawn(async move {
                store.write(move |tx| -> Result<(), StoreError> {
                    tx.execute(sql!("UPDATE probe SET n = n + 1 WHERE id = 'counter'"), &[])?;
                    tx.remember(NewResult {
                        owner: "key_1".into(),
                        key: "k".into(),
                        fingerprint: "f".into(),
                        result: format!("{{\"twin\":{n}}}"),
                        at: Timestamp::from_seconds(10),
                    });
                    Ok(())
                }).await
            })
        }).collect();
        let mut done = 0;
        for twin in twins {
            match twin.await.expect("joins") {
                Ok(()) => done += 1,
                Err(error) => assert!(matches!(error, StoreError::Conflict), "{error:?}"),
            }
        }
        assert_eq!(done, 1);
        let effects: i64 = db.read(|tx| tx.one(sql!("SELECT n FROM probe"), &[], |row| row.get(0))).await.map_err(|e: StoreError| e).expect("read");
        assert_eq!(effects, 1);
        let kept = db.read(|tx| table::idempotency::find(tx, "key_1", "k")).await.expect("read").expect("it is kept");
        assert_eq!(kept.fingerprint, "f");
        assert_eq!(db.write(|tx| table::idempotency::sweep(tx, Timestamp::from_seconds(11))).await.expect("swept"), 1);
        assert!(db.read(|tx| table::idempotency::find(tx, "key_1", "k")).await.expect("read").is_none());
    }
}
