//! Event numbers: from 1, without gaps, at any moment, under eight writers.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::id::LicenseeId;
use store::{Store, StoreError, table};

use crate::probe;

const WRITERS: usize = 8;
const TRANSACTIONS: usize = 60;

/// Numbers of a feed, checked to be 1, 2, 3, …; with the subjects in that order.
async fn feed(store: &Store, licensee: LicenseeId) -> Vec<String> {
    let events = store.read(move |tx| table::event::numbered_after(tx, licensee, 0, 100_000)).await.expect("the feed is read");
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event.number, index as i64 + 1, "a gap is seen");
    }
    let nth = |data: &str| serde_json::from_str::<serde_json::Value>(data).expect("JSON")["nth"].to_string();
    events.into_iter().map(|event| nth(&event.data) + "@" + &event.subject).collect()
}

/// Every writer appends 1 to 3 events a transaction, alternating between two licensees; every fifth transaction is refused.
async fn write(store: Store, licensees: [LicenseeId; 2], writer: usize) -> Result<(), StoreError> {
    let mut nth = [0_u32; 2];
    for transaction in 0..TRANSACTIONS {
        let which = (writer + transaction) % 2;
        let (licensee, refuse, first) = (licensees[which], transaction % 5 == 4, nth[which]);
        let count = (transaction % 3) as u32 + 1;
        let done = store
            .write(move |tx| {
                for n in 0..count {
                    let mut event = probe::event(licensee, &format!("writer_{writer}"));
                    event.data = serde_json::json!({ "nth": first + n });
                    tx.event(event);
                }
                if refuse { Err(StoreError::Stale) } else { Ok(()) }
            })
            .await;
        match done {
            Ok(()) => nth[which] += count,
            Err(StoreError::Stale) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

testkit::both! {
    async fn eight_writers_leave_no_gap_and_keep_their_order(db: TestDatabase) {
        let licensees = [LicenseeId::new(testkit::uuid()), LicenseeId::new(testkit::uuid())];
        let ended = Arc::new(AtomicBool::new(false));
        // two sequencers, as on two nodes
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let sequencers: Vec<_> = [db.sequencer(), db.another().sequencer()].into_iter().map(|sequencer| {
            let mut stopped = stopped.clone();
            tokio::spawn(sequencer.run(async move { let _ = stopped.wait_for(|stop| *stop).await; }))
        }).collect();
        let reader = tokio::spawn({
            let (store, ended) = (db.store.clone(), ended.clone());
            async move {
                while !ended.load(Ordering::SeqCst) {
                    feed(&store, licensees[0]).await;
                    feed(&store, licensees[1]).await;
                }
            }
        });
        // half of them as another process would, on connections of their own
        let stores = [db.store.clone(), db.another()];
        let writers: Vec<_> =
            (0..WRITERS).map(|writer| tokio::spawn(write(stores[writer % 2].clone(), licensees, writer))).collect();
        for writer in writers {
            writer.await.expect("joins").expect("it is written");
        }
        while db.sequencer().pass().await.expect("a pass") > 0 {}
        ended.store(true, Ordering::SeqCst);
        reader.await.expect("no gap was ever seen");
        stop.send(true).expect("the sequencers listen");
        for sequencer in sequencers {
            sequencer.await.expect("joins");
        }

        let mut total = 0;
        for licensee in licensees {
            let events = feed(&db, licensee).await;
            total += events.len();
            let mut next = HashMap::<String, u32>::new();
            for event in events {
                let (nth, writer) = event.split_once('@').expect("both parts");
                let expected = next.entry(writer.to_owned()).or_default();
                assert_eq!(nth, expected.to_string(), "{writer} in its own order");
                *expected += 1;
            }
            let last = db.read(move |tx| table::event::last_number(tx, licensee)).await.expect("read");
            assert_eq!(last, i64::from(next.values().sum::<u32>()));
        }
        let kept: usize = (0..TRANSACTIONS).filter(|n| n % 5 != 4).map(|n| n % 3 + 1).sum();
        assert_eq!(total, WRITERS * kept);
    }

    async fn an_event_is_found_by_its_id_once_it_has_a_number(db: TestDatabase) {
        let licensee = LicenseeId::new(testkit::uuid());
        let event = probe::event(licensee, "pkg_1");
        let id = event.id;
        db.write(move |tx| -> Result<(), StoreError> { tx.event(event.clone()); Ok(()) }).await.expect("written");
        let mut bell = db.committed();
        while db.sequencer().pass().await.expect("a pass") > 0 {
            bell.changed().await;
        }
        let found = db.read(move |tx| table::event::by_id(tx, id)).await.expect("read").expect("it has a number");
        assert_eq!((found.number, found.licensee, found.subject.as_str()), (1, licensee, "pkg_1"));
    }
}
