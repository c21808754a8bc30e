//! The statement is confirmed through the state portal, which is a stand-in over a real socket.

use std::sync::Arc;

use app::Settings;
use app::request::client::{self, ApplicantChange};
use domain::code;
use domain::issue::PortalAnswer;
use outbound::esia::Esia;
use simulate::esia as stand_in;
use testhouse::{House, Neighbours, applicant};
use testkit::{MockClock, TestDatabase};

use super::registers::{remote, served};

const SNILS: &str = "112-233-445 95";
const BORN: &str = "1985-05-05";

async fn house(db: &TestDatabase, polls: u32) -> (House, stand_in::Esia) {
    let account = |answer| stand_in::Account {
        snils: "11223344595".to_owned(),
        birth_date: BORN.to_owned(),
        oid: "1".to_owned(),
        confirmed: true,
        answer,
    };
    let data = stand_in::Data { polls, account: vec![account(stand_in::Will::Wait)], ..stand_in::Data::default() };
    let portal = stand_in::Esia::new(data, Arc::new(MockClock::default()));
    let client = Esia::new(&remote(served(portal.router()).await)).unwrap();
    let neighbours = Neighbours { esia: Some(client), ..Neighbours::default() };
    (House::beside(db, Settings::default(), neighbours).await, portal)
}

testkit::both_own! {
    async fn a_confirmation_is_polled_until_it_is_there_and_counts_once(db: TestDatabase) {
        let (house, portal) = house(&db, 0).await;
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
        let (house, portal) = house(&db, 0).await;
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
        let (house, portal) = house(&db, 0).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.whole(&call, applicant()).await;
        let asked = client::request_portal(ctx, &call, id, SNILS, BORN).await.unwrap();
        assert!(portal.act(&asked.request.confirmation.unwrap().id, stand_in::State::Confirmed));
        house.clock.advance(std::time::Duration::from_secs(25 * 3600));
        assert_eq!(client::sign_statement_by_portal(ctx, &call, id).await.unwrap_err().code, code::CONFIRMATION_EXPIRED);
    }
}
