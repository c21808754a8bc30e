//! A crash after each step, and what a damaged database looks like to the self-check.

use std::time::Duration;

use domain::id::CertificateId;
use pki::crl::Reason;
use store::{Sql, StoreError};
use testkit::TestDatabase;

use super::fixture::{self, House, URL, now, uuid};
use crate::*;

testkit::both_own! {
    async fn after_a_crash_before_recording_revocation_works(db: TestDatabase) {
        let house = House::found(&db).await;
        let draft = house.draft(now()).expect("a draft");
        house.reserve(&db, &draft).await.expect("reserved");
        let issued = sign(&house.keys, &house.issuing, draft).await.expect("signed");
        // The program dies here: the certificate exists and stands in no row but the intent.
        house.revoke(&db, &issued.serial(), Reason::Superseded, now()).await.expect("revoked by the intent");
        house.renew_lists(&db, now()).await;
        assert!(house.list(&db).await.revoked(issued.certificate().serial()).is_some());
        assert_eq!(house.self_check(&db).await, []);
    }

    async fn what_was_given_up_is_revoked_and_never_recorded(db: TestDatabase) {
        let house = House::found(&db).await;
        let draft = house.draft(now()).expect("a draft");
        house.reserve(&db, &draft).await.expect("reserved");
        let issued = sign(&house.keys, &house.issuing, draft).await.expect("signed");
        let (finished, _) = house.issue(&db).await;

        let later = now().plus(Duration::from_secs(3600));
        let given_up: Result<u64, CaError> = db.write(move |tx| abandon_before(tx, later, later)).await;
        assert_eq!(given_up.expect("swept"), 1);
        let late = house.record(&db, &issued, CertificateId::new(uuid())).await;
        assert!(matches!(late, Err(CaError::NotReserved(serial)) if serial == issued.serial()));
        house.renew_lists(&db, later).await;
        let list = house.list(&db).await;
        assert!(list.revoked(issued.certificate().serial()).is_some() && list.revoked(finished.certificate().serial()).is_none());
    }

    async fn a_certificate_is_recorded_once(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, id) = house.issue(&db).await;
        assert!(matches!(house.record(&db, &issued, id).await, Err(CaError::NotReserved(_))));
    }

    async fn a_founding_that_crashed_is_taken_up(db: TestDatabase) {
        let (keys, _folder) = fixture::keys();
        let plan = fixture::plan();
        let begun = { let plan = plan.clone(); db.write(move |tx| begin(tx, &plan, now())).await.expect("begun") };
        assert!(!begun.is_done());
        make(&keys, &begun, URL).await.expect("made");
        // The program dies here, with keys made and nothing recorded; the next start has another plan.
        let authorities = fixture::found(&db, &keys).await;
        let ids: Vec<_> = authorities.iter().map(|authority| authority.id).collect();
        assert_eq!(ids, plan.ids);
        let again = db.write(move |tx| begin(tx, &fixture::plan(), now())).await.expect("begun");
        assert!(again.is_done());
    }

    async fn several_nodes_that_found_at_once_agree(db: TestDatabase) {
        let (keys, _folder) = fixture::keys();
        let nodes: Vec<_> = (0..6).map(|_| { let (store, keys) = (db.store.clone(), keys.clone()); async move { fixture::found(&store, &keys).await } }).collect();
        let mut tasks = Vec::new();
        for node in nodes {
            tasks.push(testkit_spawn(node));
        }
        let mut found = Vec::new();
        for task in tasks {
            found.push(task.join().expect("no panic"));
        }
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]) && found[0].len() == 2);
        let house = House { keys: keys.clone(), root: found[0][0].clone(), issuing: found[0][1].clone(), folder: tempfile::tempdir().expect("a folder") };
        house.renew_lists(&db, now()).await;
        assert_eq!(house.self_check(&db).await, []);
        assert!(house.folder.path().exists());
    }

    async fn damage_is_found_by_the_self_check(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, id) = house.issue(&db).await;
        house.store_certificate(&db, &issued, id).await;
        house.renew_lists(&db, now()).await;
        assert_eq!(house.self_check(&db).await, []);
        let (other, other_id) = house.issue(&db).await;
        house.store_certificate(&db, &other, other_id).await;
        let codes = async || house.self_check(&db).await.into_iter().map(|finding| finding.code).collect::<Vec<_>>();

        // Somebody swaps the bytes of one certificate for those of another.
        damage(&db, "UPDATE certificate SET der = (SELECT der FROM certificate ORDER BY serial LIMIT 1)").await;
        assert_eq!(codes().await, ["not_what_was_linted", "serial_differs"]);
        damage(&db, "DELETE FROM certificate").await;
        assert_eq!(codes().await, ["certificate_missing", "certificate_missing"]);
        damage(&db, "DELETE FROM crl").await;
        assert_eq!(codes().await.len(), 4);
    }
}

/// Each node is a thread with a runtime of its own, as a process would be.
fn testkit_spawn<T: Send + 'static>(node: impl Future<Output = T> + Send + 'static) -> std::thread::JoinHandle<T> {
    std::thread::spawn(move || {
        let (give, take) = std::sync::mpsc::channel();
        testkit::run(async move { give.send(node.await).expect("somebody waits") });
        take.recv().expect("it answered")
    })
}

async fn damage(db: &TestDatabase, text: &'static str) {
    let done: Result<u64, StoreError> = db.write(move |tx| tx.execute(Sql::of(text, text), &[])).await;
    done.expect("damaged");
}
