//! Straight issue: what is submitted complete is released without a person acting, where the licensee's policy says so.

use std::sync::Arc;
use std::time::Duration;

use app::Settings;
use app::admin::{PolicyChange, change_policy};
use app::request::client;
use domain::code;
use domain::id::IssueId;
use domain::issue::applicant::Applicant;
use domain::issue::{Approver, Consent, KeyPlace, State, Status, Verifier};
use outbound::registers::Registers;
use simulate::registers as stand_in;
use testhouse::{House, Neighbours, applicant, colleague, remote, served};
use testkit::MockClock;

use super::story::pkcs10;

async fn straight(house: &House) {
    let change = PolicyChange { straight_issue: Some(true), ..PolicyChange::default() };
    let shown = change_policy(&house.ctx, house.licensee, change).await.unwrap();
    assert!(shown.policy.straight_issue && shown.policy.licensee_identifies);
}

/// A request that is whole, with its statement signed by the subject.
async fn complete(house: &House) -> IssueId {
    let id = house.whole(&house.call(), applicant()).await;
    signed(house, id).await;
    id
}

/// The subject signs the statement by a code, before anybody has checked the request.
async fn signed(house: &House, id: IssueId) {
    let (ctx, call) = (&house.ctx, house.call());
    let phone = client::get(ctx, &call, id).await.unwrap().request.applicant.parsed_phone().unwrap().to_string();
    client::send_statement_code(ctx, &call, id).await.unwrap();
    let code = house.code_to(&phone).await;
    client::sign_statement(ctx, &call, id, &code).await.unwrap();
}

async fn status(house: &House, id: IssueId) -> Status {
    client::get(&house.ctx, &house.call(), id).await.unwrap().request.status()
}

testkit::both_own! {
    async fn what_is_submitted_complete_becomes_a_certificate_without_anybody(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        straight(&house).await;
        let id = complete(&house).await;
        let sent = client::submit(ctx, &call, id).await.unwrap();
        assert!(!sent.actualized, "the house is at it");
        assert_eq!(client::decline(ctx, &call, id, None).await.unwrap_err().code, code::WRONG_ISSUE_STATUS);
        house.work().await;
        let seen = client::get(ctx, &call, id).await.unwrap();
        assert!(seen.actualized && seen.certificate.is_some());
        let State::Released { by, consent, agreement, .. } = &seen.request.state else { panic!("{}", seen.request.state.word()) };
        assert_eq!((*by, agreement), (Approver::Policy, &None));
        let Consent::Contract(contract) = consent else { panic!("{consent:?}") };
        assert_eq!(contract.licensee, house.licensee);
        assert!(matches!(seen.request.key, KeyPlace::Server { key: Some(_), .. }));
        let history = client::identifications(ctx, &call, id).await.unwrap();
        let by: Vec<_> = history.iter().map(|one| (one.actor.as_str(), one.identification.as_ref().map(|one| &one.by))).collect();
        assert_eq!(by, [("job:issue_straight", Some(&Verifier::Policy { licensee: house.licensee }))]);
        assert!(client::certificate(ctx, &call, id).await.is_ok());
        // every step is told by itself, in its own state
        house.work().await;
        let feed = client::events(ctx, &call, 200, None).await.unwrap();
        let told: Vec<_> = feed.events.iter().map(|event| format!("{} {}", event.change, event.state)).collect();
        let straight = ["submitted validating", "approved approved", "identified approved", "forwarded approved", "accepted releasing", "released released"];
        assert_eq!(told[told.len() - straight.len()..], straight);
        assert_eq!(client::get(ctx, &call, id).await.unwrap(), seen, "once");
    }

    async fn a_key_that_was_brought_and_a_person_who_looked_are_kept(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        straight(&house).await;
        let id = complete(&house).await;
        client::identify(ctx, &call, id, colleague()).await.unwrap();
        let csr = pkcs10(house.folder(), false);
        client::bring_key(ctx, &call, id, || Ok(csr.clone())).await.unwrap();
        client::submit(ctx, &call, id).await.unwrap();
        house.work().await;
        let request = client::get(ctx, &call, id).await.unwrap().request;
        assert_eq!((request.status(), &request.key), (Status::Released, &KeyPlace::Token { csr }));
        assert_eq!(request.identification.unwrap().by, colleague());
    }

    async fn what_lacks_its_statement_waits_for_an_operator(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        straight(&house).await;
        let id = house.whole(&call, applicant()).await;
        let sent = client::submit(ctx, &call, id).await.unwrap();
        assert!(sent.actualized);
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Validating);
    }

    async fn without_the_policy_nothing_goes_straight(db: TestDatabase) {
        let house = House::on(&db).await;
        let id = complete(&house).await;
        client::submit(&house.ctx, &house.call(), id).await.unwrap();
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Validating);
        // and what was sent before the policy changed stays with the operator
        straight(&house).await;
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Validating);
    }

    async fn a_phone_of_somebody_else_is_for_an_operator_to_look_into(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        straight(&house).await;
        let first = complete(&house).await;
        client::submit(ctx, &call, first).await.unwrap();
        house.work().await;
        let phone = client::get(ctx, &call, first).await.unwrap().request.applicant.phone;
        let stranger = Applicant { surname: Some("Другая".to_owned()), phone, ..applicant() };
        let id = house.whole(&call, stranger).await;
        house.wait_for_another_code();
        signed(&house, id).await;
        client::submit(ctx, &call, id).await.unwrap();
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Validating);
        let records = ctx.store.read(move |tx| store::table::audit::of_subject(tx, &id.to_string(), 100)).await.unwrap();
        assert!(records.iter().any(|record| record.action == "request.issue_straight" && record.code.as_deref() == Some("phone_taken")));
    }

    async fn a_register_that_is_down_holds_it_until_it_has_answered(db: TestDatabase) {
        let data = stand_in::Data { strangers: stand_in::Strangers::Sound, ..stand_in::Data::default() };
        let registers = stand_in::Registers::new(data, Arc::new(MockClock::default()));
        let asked = Registers::new(&remote(served(registers.router()).await)).unwrap();
        let house = House::beside(&db, Settings::default(), Neighbours { registers: Some(asked), ..Neighbours::default() }).await;
        let (ctx, call) = (&house.ctx, house.call());
        straight(&house).await;
        let (register, manner) = ("fms".to_owned(), stand_in::Manner::Down);
        registers.trouble(stand_in::Trouble { register, number: None, manner, seconds: 0, times: None });
        let id = complete(&house).await;
        client::submit(ctx, &call, id).await.unwrap();
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Validating);
        registers.heal();
        house.clock.advance(Duration::from_secs(120));
        house.work().await;
        assert_eq!(status(&house, id).await, Status::Released, "it goes on by itself");
    }

    async fn the_policy_is_changed_in_parts_and_each_change_is_recorded(db: TestDatabase) {
        let house = House::on(&db).await;
        straight(&house).await;
        straight(&house).await;
        let change = PolicyChange { licensee_identifies: Some(false), ..PolicyChange::default() };
        let shown = change_policy(&house.ctx, house.licensee, change).await.unwrap();
        assert!(shown.policy.straight_issue && !shown.policy.licensee_identifies);
        let subject = house.licensee.to_string();
        let records = house.ctx.store.read(move |tx| store::table::audit::of_subject(tx, &subject, 100)).await.unwrap();
        assert_eq!(records.iter().filter(|record| record.action == "licensee.change_policy").count(), 2, "what is so already changes nothing");
    }
}
