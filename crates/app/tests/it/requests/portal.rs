//! The statement is confirmed through the state portal, which is a stand-in over a real socket.

use app::Settings;
use app::request::client::{self, ApplicantChange};
use app::request::operator;
use domain::code;
use domain::id::IssueId;
use domain::issue::{Consent, IssueRequest, KeyPlace, PortalAnswer, State, Status};
use simulate::esia as stand_in;
use testhouse::{House, PORTAL_PERSON, applicant, state_portal};
use testkit::TestDatabase;

const SNILS: &str = PORTAL_PERSON.0;
const BORN: &str = PORTAL_PERSON.1;

async fn house(db: &TestDatabase) -> (House, stand_in::Esia) {
    let (portal, neighbours) = state_portal().await;
    (House::beside(db, Settings::default(), neighbours).await, portal)
}

/// The subject of a request confirms its statement, and we are told.
async fn confirmed(house: &House, portal: &stand_in::Esia, id: IssueId) {
    let (ctx, call) = (&house.ctx, house.call());
    let asked = client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap();
    assert!(portal.act(&asked.request.confirmation.unwrap().id, stand_in::State::Confirmed));
    client::sign_statement_by_portal(ctx, &call, id).await.unwrap();
}

async fn stands(house: &House, id: IssueId) -> IssueRequest {
    client::get(&house.ctx, &house.call(), id).await.unwrap().request
}

testkit::both_own! {
    async fn a_confirmation_is_polled_until_it_is_there_and_counts_once(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.whole(&call, applicant()).await;
        let poll = || client::sign_statement_by_portal(ctx, &call, id);
        assert_eq!(poll().await.unwrap_err().code, code::CONFIRMATION_MISSING);
        client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap();
        assert_eq!(poll().await.unwrap_err().code, code::CONFIRMATION_IN_PROGRESS);
        let (confirmation, shown) = portal.all().remove(0);
        assert!(shown.text.contains("Ёжикова"));
        assert!(portal.act(&confirmation, stand_in::State::Confirmed));
        let signed = poll().await.unwrap().request;
        assert!(signed.has_statement() && signed.is_identified());
        let again = poll().await.unwrap().request;
        assert_eq!(again.version, signed.version);
        let edit = ApplicantChange { name: Some(Some("Яна".to_owned())), ..ApplicantChange::default() };
        client::edit(ctx, &call, id, edit).await.unwrap();
        house.work().await;
        assert_eq!(poll().await.unwrap_err().code, code::CONFIRMATION_MISSING);
    }

    async fn every_other_answer_has_a_code_of_its_own(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        for (state, expected, kept) in [
            (stand_in::State::Rejected, code::CONFIRMATION_REJECTED, PortalAnswer::Rejected),
            (stand_in::State::Expired, code::CONFIRMATION_EXPIRED, PortalAnswer::Expired),
        ] {
            let id = house.whole(&call, applicant()).await;
            let asked = client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap();
            assert!(portal.act(&asked.request.confirmation.unwrap().id, state));
            for _ in 0..2 {
                assert_eq!(client::sign_statement_by_portal(ctx, &call, id).await.unwrap_err().code, expected);
            }
            let request = client::get(ctx, &call, id).await.unwrap().request;
            assert_eq!((request.confirmation.unwrap().answer, request.statement), (kept, None));
        }
        let id = house.whole(&call, applicant()).await;
        client::request_portal(ctx, &call, id, SNILS, "1985-05-06").await.unwrap();
        assert_eq!(client::sign_statement_by_portal(ctx, &call, id).await.unwrap_err().code, code::CONFIRMATION_NO_ACCOUNT);
        let error = client::request_portal(ctx, &call, id, "112-233-445 96", BORN).await.unwrap_err();
        assert_eq!(error.problems[0].pointer, "/snils");
        portal.set_down(true);
        let error = client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap_err();
        assert_eq!(error.code, code::UNAVAILABLE);
    }

    async fn a_confirmation_that_is_older_than_a_day_has_expired_whatever_the_portal_says(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.whole(&call, applicant()).await;
        let asked = client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap();
        assert!(portal.act(&asked.request.confirmation.unwrap().id, stand_in::State::Confirmed));
        house.clock.advance(std::time::Duration::from_secs(25 * 3600));
        assert_eq!(client::sign_statement_by_portal(ctx, &call, id).await.unwrap_err().code, code::CONFIRMATION_EXPIRED);
    }

    async fn a_job_that_breaks_leaves_nothing_half_done_and_one_that_runs_again_changes_nothing(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let operator = house.operator("operator").await;
        let id = house.approved(&call, &operator, applicant()).await;
        confirmed(&house, &portal, id).await;
        // a node that cannot reach the private keys
        let (keys, away) = (house.folder().join("keys"), house.folder().join("away"));
        std::fs::rename(&keys, &away).unwrap();
        let broken = house.another_node(&db);
        std::fs::remove_dir_all(&keys).unwrap();
        std::fs::write(&keys, b"no folder").unwrap();
        house.work_on(&broken).await;
        let failed = stands(&house, id).await;
        assert_eq!((failed.status(), failed.is_forwarded(), failed.inner_error().is_some()), (Status::Approved, false, true));
        assert!(client::delete(ctx, &call, id).await.is_err(), "the job is still to do its work");
        std::fs::remove_file(&keys).unwrap();
        std::fs::rename(&away, &keys).unwrap();
        house.clock.advance(std::time::Duration::from_secs(60));
        house.work().await;
        let released = stands(&house, id).await;
        assert!(matches!(&released.state, State::Released { consent: Consent::Portal(_), .. }), "{:?}", released.status());
        // at least once: the same job again finds nothing to do
        let again = store::NewJob {
            id: "again".to_owned(),
            kind: "release_confirmed",
            licensee: Some(house.licensee),
            lane: Some(id.to_string()),
            target: None,
            body: serde_json::json!({ "request": id.to_string() }),
            run_at: ctx.now(),
        };
        ctx.store.write(move |tx| { tx.job(again.clone()); Ok::<_, store::StoreError>(()) }).await.unwrap();
        house.work().await;
        assert_eq!(stands(&house, id).await, released);
    }

    async fn what_stands_in_the_way_is_told_and_the_next_change_tries_again(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let operator = house.operator("operator").await;
        // the phone is somebody else's
        let other = house.person().await;
        let subject = domain::issue::applicant::Applicant { surname: Some("Иванова".to_owned()), phone: Some(other.phone.to_string()), ..applicant() };
        let id = house.approved(&call, &operator, subject).await;
        confirmed(&house, &portal, id).await;
        house.work().await;
        let stuck = stands(&house, id).await;
        assert_eq!((stuck.status(), stuck.inner_error(), stuck.is_forwarded()), (Status::Approved, Some("phone_taken"), false));
        client::decline(ctx, &call, id, None).await.unwrap();
        let mended = ApplicantChange { phone: Some(Some(testhouse::phone().to_string())), ..ApplicantChange::default() };
        client::edit(ctx, &call, id, mended).await.unwrap();
        house.work().await;
        confirmed(&house, &portal, id).await;
        client::submit(ctx, &call, id).await.unwrap();
        operator::approve(ctx, &operator, id).await.unwrap();
        house.work().await;
        assert_eq!(stands(&house, id).await.status(), Status::Released);
    }

    async fn a_key_of_the_subjects_own_is_waited_for(db: TestDatabase) {
        let (house, portal) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let operator = house.operator("operator").await;
        let new = client::NewApplication {
            applicant: applicant(),
            key: client::KeyWish::Token,
            use_areas: Vec::new(),
            external_id: None,
            remembered: None,
        };
        let id = client::create(ctx, &call, new).await.unwrap().value.request.id;
        house.work().await;
        client::put_document(ctx, &call, id, domain::issue::document::Kind::Passport, testhouse::passport()).await.unwrap();
        house.work().await;
        house.scanned(&call, id, domain::issue::document::Kind::Passport).await;
        confirmed(&house, &portal, id).await;
        client::submit(ctx, &call, id).await.unwrap();
        operator::approve(ctx, &operator, id).await.unwrap();
        house.work().await;
        let waits = stands(&house, id).await;
        assert_eq!((waits.status(), waits.is_forwarded(), waits.inner_error(), &waits.key), (Status::Approved, true, None, &KeyPlace::AwaitedToken));
        // taken back it stays where it is until its client sends it on
        client::retrieve(ctx, &call, id).await.unwrap();
        house.work().await;
        assert!(!stands(&house, id).await.is_forwarded());
        let csr = crate::entitlement::csr(tempfile::tempdir().unwrap().path());
        client::bring_key(ctx, &call, id, || Ok(csr)).await.unwrap();
        house.work().await;
        let released = stands(&house, id).await;
        assert!(matches!(&released.state, State::Released { consent: Consent::Portal(portal), .. } if portal.key.len() == 64));
    }
}
