//! The whole way on both databases, its crashes, and OpenSSL as a judge of what comes out.

mod crash;
mod fixture;
mod judge;
mod renewal;
mod services;

use std::time::Duration;

use pki::crl::Reason;
use pki::{Crl, Serial};

use crate::*;
use fixture::{House, TERMS, URL, now, subject, uuid};

testkit::both_own! {
    async fn what_is_issued_is_recorded_and_passes_the_self_check(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, id) = house.issue(&db).await;
        house.store_certificate(&db, &issued, id).await;
        house.renew_lists(&db, now()).await;
        assert_eq!(house.self_check(&db).await, []);

        let certificate = issued.certificate();
        assert_eq!(certificate.subject(), &subject());
        assert_eq!(issued.not_after().to_string(), "2028-02-22T12:00:00Z");
        let period = certificate.private_key_period().expect("by syntax").expect("there");
        assert_eq!(period.until.map(|until| until.to_string()).as_deref(), Some("2027-11-22T12:00:00Z"));
        let uuid = house.issuing.id.uuid();
        assert_eq!(certificate.crl_addresses(), Ok(vec![format!("{URL}/crl/{uuid}.crl")]));
        assert_eq!(certificate.issuer_addresses(), Ok(vec![format!("{URL}/ca/{uuid}.cer")]));
        assert_eq!(certificate.ocsp_addresses(), Ok(vec![format!("{URL}/ocsp")]));
        assert_eq!(issued.thumbprint(), hex::encode_upper(certificate.thumbprint()));
    }

    async fn founding_again_finds_the_same_authorities(db: TestDatabase) {
        let house = House::found(&db).await;
        let again = house.found_again(&db).await;
        assert_eq!(again, [house.root.clone(), house.issuing.clone()]);
        check_start(&house.keys, &again, TERMS, now()).await.expect("both can work");
        let found = db.read(|tx| issuing(tx, domain::id::LicenseeId::new(uuid()))).await.expect("an authority");
        assert_eq!(found, house.issuing);
        let certificates = db.read({ let id = house.issuing.id; move |tx| path(tx, id) }).await.expect("a path");
        assert_eq!(certificates, [house.issuing.certificate.clone(), house.root.certificate.clone()]);
    }

    async fn a_revoked_certificate_stands_in_the_next_list(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, _) = house.issue(&db).await;
        let (other, _) = house.issue(&db).await;
        house.renew_lists(&db, now()).await;
        assert!(house.list(&db).await.is_empty());

        let later = now().plus(Duration::from_secs(60));
        let done = house.revoke(&db, &issued.serial(), Reason::KeyCompromise, later).await.expect("revoked");
        assert_eq!((done.authority, done.at, done.changed), (house.issuing.id, later, true));
        let again = house.revoke(&db, &issued.serial(), Reason::Superseded, later.plus(Duration::from_secs(5))).await.expect("revoked before");
        assert_eq!((again.at, again.changed), (later, false));

        house.renew_lists(&db, later).await;
        let list = house.list(&db).await;
        assert_eq!((list.number(), list.len()), (Some(2), 1));
        let serial = Serial::parse(&issued.serial()).expect("a serial");
        assert_eq!(list.revoked(&serial).map(|(at, reason)| (at.unix(), reason)), Some((later.seconds(), Reason::KeyCompromise)));
        assert_eq!(list.revoked(other.certificate().serial()), None);
        assert!(matches!(house.revoke(&db, "00", Reason::Unspecified, later).await, Err(CaError::NotRevocable(_))));
    }

    async fn a_suspension_may_be_lifted_or_become_final(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, _) = house.issue(&db).await;
        let serial = issued.serial();
        house.revoke(&db, &serial, Reason::Hold, now()).await.expect("suspended");
        house.renew_lists(&db, now()).await;
        assert_eq!(house.list(&db).await.len(), 1);
        house.release(&db, &serial).await.expect("lifted");
        house.renew_lists(&db, now()).await;
        assert_eq!(house.list(&db).await.len(), 0);
        assert!(matches!(house.release(&db, &serial).await, Err(CaError::NotRevocable(_))));

        house.revoke(&db, &serial, Reason::Hold, now()).await.expect("suspended");
        assert!(house.revoke(&db, &serial, Reason::CessationOfOperation, now()).await.expect("final").changed);
        assert!(matches!(house.release(&db, &serial).await, Err(CaError::NotRevocable(_))));
        assert!(!house.revoke(&db, &serial, Reason::Hold, now()).await.expect("revoked before").changed);
    }

    async fn an_expired_certificate_leaves_the_list_after_one_more(db: TestDatabase) {
        let house = House::found(&db).await;
        let (issued, _) = house.issue(&db).await;
        house.revoke(&db, &issued.serial(), Reason::KeyCompromise, now()).await.expect("revoked");
        house.renew_lists(&db, now()).await;
        let expired = issued.not_after().plus(Duration::from_secs(3600));
        house.renew_lists(&db, expired).await;
        assert_eq!(house.list(&db).await.len(), 1, "once more after it expired");
        house.renew_lists(&db, expired.plus(Duration::from_secs(3600))).await;
        assert_eq!(house.list(&db).await.len(), 0);
    }

    async fn of_two_that_make_a_list_one_publishes_it(db: TestDatabase) {
        let house = House::found(&db).await;
        let drafts = [house.prepare_list(&db, now()).await.expect("a draft"), house.prepare_list(&db, now()).await.expect("a draft")];
        let [first, second] = drafts;
        let (first, second) = (sign_list(&house.keys, first).await.expect("a list"), sign_list(&house.keys, second).await.expect("a list"));
        assert!(house.record_list(&db, &first).await);
        assert!(!house.record_list(&db, &second).await);
        assert_eq!(house.list(&db).await, Crl::parse(first.der()).expect("our own"));
    }

    async fn lists_are_due_before_they_end(db: TestDatabase) {
        let house = House::found(&db).await;
        let due = async |at| db.read(move |tx| due_lists(tx, Duration::from_secs(86_400), at)).await.expect("read");
        assert_eq!(due(now()).await, [house.root.id, house.issuing.id]);
        house.renew_lists(&db, now()).await;
        assert_eq!(due(now()).await, []);
        assert_eq!(due(now().plus(fixture::LIFE)).await, [house.root.id, house.issuing.id]);
    }

    async fn a_clock_behind_the_last_list_is_refused(db: TestDatabase) {
        let house = House::found(&db).await;
        house.renew_lists(&db, now()).await;
        let before = now().minus(Duration::from_secs(1));
        assert!(matches!(house.prepare_list(&db, before).await, Err(CaError::Clock { .. })));
        assert!(matches!(house.draft(before), Err(CaError::Clock { .. })));
        let authorities = [house.root.clone(), house.issuing.clone()];
        assert!(matches!(check_start(&house.keys, &authorities, TERMS, before).await, Err(CaError::Clock { .. })));
    }

    async fn nothing_outlives_its_issuer(db: TestDatabase) {
        let house = House::found(&db).await;
        let end = house.issuing.certificate.not_after();
        let thirteen_months_before = domain::time::Timestamp::from_seconds(end.plus_seconds(-13 * 30 * 86_400).unix());
        let clamped = house.draft(thirteen_months_before).expect("twelve months of the key fit");
        assert_eq!(clamped.not_after().seconds(), end.unix());
        let eleven = domain::time::Timestamp::from_seconds(end.plus_seconds(-11 * 30 * 86_400).unix());
        assert!(matches!(house.draft(eleven), Err(CaError::EndsTooSoon(id)) if id == house.issuing.id));
        let authorities = [house.root.clone(), house.issuing.clone()];
        assert!(matches!(check_start(&house.keys, &authorities, TERMS, eleven).await, Err(CaError::EndsTooSoon(_))));
    }

    async fn a_serial_number_is_reserved_once(db: TestDatabase) {
        let house = House::found(&db).await;
        let draft = house.draft(now()).expect("a draft");
        house.reserve(&db, &draft).await.expect("reserved");
        assert!(matches!(house.reserve(&db, &draft).await, Err(CaError::SerialTaken)));
    }

    async fn what_the_lint_forbids_leaves_no_trace(db: TestDatabase) {
        let house = House::found(&db).await;
        let nameless = pki::Name::build(&[(pki::name::Kind::Country, "RU")]).expect("a name by syntax");
        let key = house.new_key().await;
        let refused = draft(&house.issuing, Order { subject: &nameless, public_key: &key }, TERMS, URL, [9; 16], now());
        let Err(CaError::Refused(findings)) = refused else { panic!("refused by the lint") };
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["common_name_missing", "surname_missing"]);
    }

    async fn another_key_under_the_authoritys_name_is_found_at_start(db: TestDatabase) {
        let house = House::found(&db).await;
        let mut stolen = house.issuing.clone();
        stolen.key = house.root.key;
        let authorities = [house.root.clone(), stolen];
        assert!(matches!(check_start(&house.keys, &authorities, TERMS, now()).await, Err(CaError::Unusable { .. })));
        let orphan = [house.issuing.clone()];
        assert!(matches!(check_start(&house.keys, &orphan, TERMS, now()).await, Err(CaError::Unusable { .. })));
    }
}
