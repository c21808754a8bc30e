//! The next authority takes over while the one before it goes on answering for what it has issued.

use std::time::Duration;

use domain::id::LicenseeId;
use domain::time::Timestamp;
use pki::Algorithm;
use pki::crl::Reason;
use store::Store;

use super::fixture::{House, LIFE, TERMS, URL, now, plan_of, uuid};
use crate::*;

async fn renew(house: &House, store: &Store, algorithm: Algorithm, new_root: bool, at: Timestamp) -> Result<Authority, CaError> {
    let plan = plan_of(algorithm);
    let founding = store.write(move |tx| begin_renewal(tx, &plan, new_root, TERMS, at)).await?;
    let founded = make(&house.keys, &founding, URL).await?;
    let id = founding.issuing();
    let authorities = store.write(move |tx| finish(tx, &founding, &founded)).await?;
    Ok(authorities.into_iter().find(|authority| authority.id == id).expect("the new one"))
}

async fn issuing_now(store: &Store) -> Authority {
    store.read(|tx| issuing(tx, LicenseeId::new(uuid()))).await.expect("an authority")
}

fn years(count: i64) -> Timestamp {
    Timestamp::from_seconds(now().seconds() + count * 365 * 86_400)
}

testkit::both_own! {
    async fn the_new_authority_issues_and_the_old_one_lists_what_it_issued(db: TestDatabase) {
        let mut house = House::found(&db).await;
        let (before, id) = house.issue(&db).await;
        house.store_certificate(&db, &before, id).await;
        let old = house.issuing.clone();
        house.issuing = renew(&house, &db, Algorithm::EcdsaP256Sha256, false, now()).await.expect("renewed");
        assert_eq!(house.issuing, issuing_now(&db).await);
        assert_eq!((house.issuing.name.as_str(), house.issuing.parent), ("Surguch Issuing CA 2", Some(house.root.id)));
        let (after, id) = house.issue(&db).await;
        house.store_certificate(&db, &after, id).await;
        assert_eq!(after.certificate().issuer(), house.issuing.certificate.subject());
        let path = db.read({ let id = house.issuing.id; move |tx| path(tx, id) }).await.expect("a path");
        assert_eq!(path, [house.issuing.certificate.clone(), house.root.certificate.clone()]);

        house.revoke(&db, &before.serial(), Reason::Superseded, now()).await.expect("revoked");
        let due = db.read(|tx| due_lists(tx, LIFE, now())).await.expect("due");
        assert_eq!(due.len(), 3, "root, old and new");
        house.renew_lists(&db, now()).await;
        let list = db.read({ let id = old.id; move |tx| latest_list(tx, id) }).await.expect("read").expect("a list");
        let list = pki::Crl::parse(&list).expect("a list");
        assert!(list.is_signed_by(old.certificate.public_key()) && list.revoked(before.certificate().serial()).is_some());
        let all = db.read(all).await.expect("authorities");
        check_start(&house.keys, &all, TERMS, now()).await.expect("all can work");
        assert_eq!(house.self_check(&db).await, []);
    }

    async fn a_new_root_is_made_where_it_is_wanted(db: TestDatabase) {
        let house = House::found(&db).await;
        let issuing = renew(&house, &db, Algorithm::Gost256, true, now()).await.expect("renewed");
        assert_ne!(issuing.parent, Some(house.root.id));
        let roots: Vec<String> = db.read(all).await.expect("authorities").into_iter().filter(Authority::is_root).map(|root| root.name).collect();
        assert_eq!(roots, ["Surguch Root CA", "Surguch Root CA 2"]);
        let next = renew(&house, &db, Algorithm::Gost256, false, now()).await.expect("renewed");
        assert_eq!((next.parent, next.name.as_str()), (issuing.parent, "Surguch Issuing CA 3"), "below the newest root");
        house.renew_lists(&db, now()).await;
        assert_eq!(house.self_check(&db).await, []);
    }

    async fn a_renewal_that_crashed_is_taken_up(db: TestDatabase) {
        let house = House::found(&db).await;
        let plan = plan_of(Algorithm::Gost256);
        let begun = { let plan = plan.clone(); db.write(move |tx| begin_renewal(tx, &plan, false, TERMS, now())).await.expect("begun") };
        make(&house.keys, &begun, URL).await.expect("made");
        assert_eq!(issuing_now(&db).await, house.issuing, "nothing was recorded");
        let finished = renew(&house, &db, Algorithm::EcdsaP256Sha256, false, now()).await.expect("renewed");
        assert_eq!((finished.id, finished.algorithm), (plan.ids[1], Algorithm::Gost256), "as it was begun");
    }

    async fn an_authority_ends_with_its_root_and_never_begins_too_late(db: TestDatabase) {
        let house = House::found(&db).await;
        let late = years(15);
        let capped = renew(&house, &db, Algorithm::Gost256, false, late).await.expect("renewed");
        assert_eq!(capped.certificate.not_after(), house.root.certificate.not_after());
        let refused = renew(&house, &db, Algorithm::Gost256, false, years(19)).await;
        assert!(matches!(refused, Err(CaError::EndsTooSoon(id)) if id == house.root.id));
        renew(&house, &db, Algorithm::Gost256, true, years(19)).await.expect("with a new root");
    }

    async fn whoever_has_ended_neither_stops_a_start_nor_signs_lists(db: TestDatabase) {
        let house = House::found(&db).await;
        let (alone, late) = (db.read(all).await.expect("authorities"), years(9).plus(Duration::from_secs(300 * 86_400)));
        let ends = check_start(&house.keys, &alone, TERMS, late).await;
        assert!(matches!(ends, Err(CaError::EndsTooSoon(id)) if id == house.issuing.id), "{ends:?}");
        let new = renew(&house, &db, Algorithm::Gost256, false, late).await.expect("renewed");
        let both = db.read(all).await.expect("authorities");
        check_start(&house.keys, &both, TERMS, late).await.expect("the new one issues");
        check_start(&house.keys, &both, TERMS, years(11)).await.expect("the old one has ended");
        let due = db.read(|tx| due_lists(tx, LIFE, years(11))).await.expect("due");
        assert_eq!(due, [house.root.id, new.id]);
    }
}
