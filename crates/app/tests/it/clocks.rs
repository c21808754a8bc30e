//! Clocks that are wrong: ahead, behind, jumping (T15).

use std::time::Duration;

use app::admin::{FirstLicensee, bootstrap};
use app::company::Addition;
use domain::code;
use domain::subject::{Inn, Title};
use store::{StoreError, sql};
use testhouse::House;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn back(house: &House, span: Duration) {
    house.clock.set(app_now(house).minus(span));
}

fn app_now(house: &House) -> domain::time::Timestamp {
    house.ctx.now()
}

async fn start(house: &House) -> Result<(), app::AppError> {
    let name = Title::parse("ООО «Ромашка»").unwrap();
    let company = Addition { name: name.clone(), inn: Inn::parse("7700000009").unwrap(), kpp: None, ogrn: None, external_id: None };
    bootstrap(&house.ctx, FirstLicensee { name, company }).await.map(drop)
}

/// How often jobs were run, and how many stand with an error.
async fn runs(house: &House) -> (i64, i64) {
    let count = sql!("SELECT CAST(coalesce(sum(attempt), 0) AS BIGINT), CAST(coalesce(sum(failures), 0) AS BIGINT) FROM job");
    let found = house.ctx.store.read(move |tx| tx.one(count, &[], |row| Ok((row.get(0)?, row.get(1)?)))).await;
    found.map_err(|error: StoreError| error).unwrap()
}

testkit::both_own! {
    async fn a_clock_far_behind_keeps_a_house_from_starting_and_from_being_ready(db: TestDatabase) {
        let house = House::on(&db).await;
        // the authority is older than all that follows
        house.clock.advance(2 * DAY);
        house.company().await;
        for (span, sound) in [(Duration::ZERO, true), (Duration::from_secs(200), true), (HOUR, false), (DAY, false)] {
            back(&house, span);
            let (started, ready) = (start(&house).await, app::health::ready(&house.ctx).await);
            assert_eq!((started.is_ok(), ready.is_ok()), (sound, sound), "{span:?} behind");
            if let Err(error) = started {
                assert_eq!(error.code, code::CLOCK_WRONG);
                let named = std::error::Error::source(&error).unwrap().to_string();
                assert!(named.contains(&app_now(&house).to_string()) && named.contains("clock_tolerance_seconds"), "{named}");
            }
            house.clock.advance(span);
        }
        house.clock.advance(DAY);
        assert!(start(&house).await.is_ok() && app::health::ready(&house.ctx).await.is_ok(), "ahead cannot be told from later");
    }

    async fn no_certificate_is_issued_by_a_clock_that_is_behind_and_nothing_is_tried_in_a_storm(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let account = house.person().await;
        let (request, code) = house.requested(&account, None).await;
        app::request::accept(&house.ctx, &call, request, &code).await.unwrap();
        // jobs that wait do so by this clock: the one for the certificate is due when it is an hour behind, too
        let now = app_now(&house);
        let due = now.minus(HOUR);
        house.ctx.store
            .write(move |tx| tx.execute(sql!("UPDATE job SET run_at = ?1 WHERE kind = 'issue_certificate'"), &[due.into()]))
            .await.map_err(|error: StoreError| error).unwrap();
        back(&house, HOUR);
        for _ in 0..20 {
            house.work().await;
        }
        let (attempts, failures) = runs(&house).await;
        assert!(attempts <= 10 && failures == 0, "{attempts} runs, {failures} failures in one moment");
        assert_eq!(app::request::get(&house.ctx, &call, request).await.unwrap().office_word(), "accepted");
        house.clock.set(now.plus(Duration::from_secs(600)));
        house.work().await;
        assert_eq!(app::request::get(&house.ctx, &call, request).await.unwrap().office_word(), "issued");
    }

    async fn a_code_lives_five_minutes_of_a_clock_that_goes_either_way(db: TestDatabase) {
        let house = House::on(&db).await;
        house.clock.advance(DAY);
        let who = house.signatory(house.company().await).await;
        for (ahead, span, works) in [(true, 301, false), (false, 301, false), (true, 299, true), (false, 299, true)] {
            house.wait_for_another_code();
            let package = house.package(vec![who.signs(1)]).await;
            let (call, participant, sent) = (house.call(), package.route.participants()[0].id, app_now(&house));
            app::package::send_code(&house.ctx, &call, package.id, participant).await.unwrap();
            let code = house.code_to(&who.phone).await;
            let span = Duration::from_secs(span);
            if ahead { house.clock.advance(span) } else { back(&house, span) }
            let signing = app::package::Signing { certificate: who.certificate, participant: None, code: Some(code) };
            let signed = app::package::sign(&house.ctx, &call, package.id, signing).await;
            let refused = signed.err().map(|error| error.code);
            assert_eq!(refused, (!works).then_some(code::CODE_EXPIRED), "ahead {ahead}, {span:?}");
            house.clock.set(sent);
        }
    }
}
