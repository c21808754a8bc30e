//! Registers are asked over real sockets: what they find stands in the request, and one that is down is asked again.

use std::sync::Arc;
use std::time::Duration;

use app::Settings;
use app::request::client::{self, DocumentChange};
use domain::code;
use domain::issue::check::{Code, Level, Validation};
use domain::issue::document::{Kind, Requisite};
use outbound::registers::Registers;
use simulate::registers as stand_in;
use testhouse::{House, Neighbours, applicant, passport, remote, served};
use testkit::{MockClock, TestDatabase};

/// A house beside registers that find nothing wrong with anybody but with one passport.
async fn house(db: &TestDatabase) -> (House, stand_in::Registers) {
    let data = stand_in::Data {
        strangers: stand_in::Strangers::Sound,
        passport: vec![stand_in::RecordedPassport {
            series: "4510".to_owned(),
            number: "666666".to_owned(),
            faults: vec!["passport_lost".to_owned()],
        }],
        ..stand_in::Data::default()
    };
    let registers = stand_in::Registers::new(data, Arc::new(MockClock::default()));
    let client = Registers::new(&remote(served(registers.router()).await)).unwrap();
    let neighbours = Neighbours { registers: Some(client), ..Neighbours::default() };
    (House::beside(db, Settings::default(), neighbours).await, registers)
}

async fn found(house: &House, id: domain::id::IssueId, kind: Kind) -> Validation {
    let seen = client::get(&house.ctx, &house.call(), id).await.unwrap();
    seen.request.validations(house.ctx.now()).into_iter().find(|one| one.kind == kind).expect("a validation")
}

fn number(number: &str) -> DocumentChange {
    DocumentChange { set: vec![(Requisite::Number, number.to_owned())], delete: Vec::new() }
}

testkit::both_own! {
    async fn a_fatal_finding_keeps_the_request_until_its_requisites_are_others(db: TestDatabase) {
        let (house, _) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.whole(&call, applicant()).await;
        assert!(found(&house, id, Kind::Passport).await.findings.is_empty());
        client::put_document(ctx, &call, id, Kind::Passport, number("666666")).await.unwrap();
        house.work().await;
        let validation = found(&house, id, Kind::Passport).await;
        assert_eq!(validation.findings.iter().map(|one| (one.code, one.level)).collect::<Vec<_>>(), [(Code::PassportLost, Level::Fatal)]);
        let error = client::submit(ctx, &call, id).await.unwrap_err();
        assert_eq!((error.code, &error.facts["findings"][0]["code"]), (code::REQUISITES_REFUSED, &serde_json::json!("passport_lost")));
        client::put_document(ctx, &call, id, Kind::Passport, number("123456")).await.unwrap();
        house.work().await;
        client::submit(ctx, &call, id).await.unwrap();
    }

    async fn a_register_that_is_down_is_a_warning_and_is_asked_again_while_nobody_waits(db: TestDatabase) {
        let (house, registers) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        registers.trouble(stand_in::Trouble {
            register: "fms".to_owned(),
            number: None,
            manner: stand_in::Manner::Down,
            seconds: 0,
            times: None,
        });
        let id = house.drafted(&call, applicant()).await;
        client::put_document(ctx, &call, id, Kind::Passport, passport()).await.unwrap();
        house.work().await;
        let validation = found(&house, id, Kind::Passport).await;
        assert_eq!(validation.findings.iter().map(|one| (one.code, one.level)).collect::<Vec<_>>(), [(Code::FmsNotAvailable, Level::Warning)]);
        let seen = client::get(ctx, &call, id).await.unwrap();
        assert!(seen.actualized, "whoever asks again is not waited for");
        house.scanned(&call, id, Kind::Passport).await;
        client::submit(ctx, &call, id).await.unwrap();

        registers.heal();
        house.clock.advance(Duration::from_secs(120));
        house.work().await;
        assert!(found(&house, id, Kind::Passport).await.findings.is_empty());
    }

    async fn a_register_that_is_slow_is_waited_for_a_moment_only(db: TestDatabase) {
        let (house, registers) = house(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.drafted(&call, applicant()).await;
        registers.trouble(stand_in::Trouble {
            register: "fms".to_owned(),
            number: None,
            manner: stand_in::Manner::Silent,
            seconds: 60,
            times: None,
        });
        client::put_document(ctx, &call, id, Kind::Passport, passport()).await.unwrap();
        let began = std::time::Instant::now();
        house.work().await;
        assert!(began.elapsed() < Duration::from_secs(20), "ten times two seconds, and not sixty");
        assert!(client::get(ctx, &call, id).await.unwrap().actualized);
        assert_eq!(found(&house, id, Kind::Passport).await.findings[0].code, Code::FmsNotAvailable);
    }

    async fn without_registers_nothing_is_waited_for_and_the_operator_is_told(db: TestDatabase) {
        let house = House::on(&db).await;
        let id = house.whole(&house.call(), applicant()).await;
        assert_eq!(found(&house, id, Kind::Passport).await.findings[0].code, Code::FmsNotAvailable);
        client::submit(&house.ctx, &house.call(), id).await.unwrap();
    }
}
