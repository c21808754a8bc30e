//! Figures for metrics: what an operator is to be warned of shows in them.

use std::time::Duration;

use app::endpoint::{Changes, NewEndpoint};
use app::figures::{self, Rows};
use domain::time::Timestamp;
use testhouse::{House, Receiver};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn rows(house: &House) -> Rows {
    figures::gather(&house.ctx).await.rows.expect("the database answers")
}

testkit::both_own! {
    async fn ends_of_certificates_and_lists_come_nearer(db: TestDatabase) {
        let house = House::on(&db).await;
        let certificate = house.certificate(&house.person().await, None).await;
        let der = app::certificate::der(&house.ctx, &house.call(), certificate).await.unwrap();
        let end = Timestamp::from_seconds(pki::Certificate::parse(&der).unwrap().not_after().unix());
        let before = rows(&house).await;
        let (authority, list) = (before.authority_left.unwrap(), before.list_left.unwrap());
        assert!(authority > 0 && list > 0 && list < authority, "{before:?}");
        assert_eq!(before.ending, 0);

        house.clock.advance(2 * DAY);
        let later = rows(&house).await;
        assert!(later.authority_left.unwrap() <= authority - 2 * 24 * 3600 * 1_000_000, "{later:?}");
        // nobody renews the list here
        house.clock.set(end.minus(20 * DAY));
        let soon = rows(&house).await;
        assert_eq!(soon.ending, 1, "{soon:?}");
        assert!(soon.list_left.unwrap() < 0, "{soon:?}");
        house.clock.advance(21 * DAY);
        assert_eq!(rows(&house).await.ending, 0, "what has ended ends no more");
    }

    async fn callbacks_that_nobody_takes_grow_old(db: TestDatabase) {
        let house = House::on(&db).await;
        assert_eq!((rows(&house).await.oldest_callback, rows(&house).await.endpoints), (Duration::ZERO, Vec::new()));
        let receiver = Receiver::start().await;
        let new = NewEndpoint { url: receiver.url.clone(), ..NewEndpoint::default() };
        let endpoint = app::endpoint::create(&house.ctx, &house.call(), new).await.unwrap().value.id;
        assert_eq!(rows(&house).await.endpoints, [("active".to_owned(), 1)]);
        let company = house.company().await;
        let signatory = house.signatory(company).await;
        house.package(vec![signatory.signs(1)]).await;
        house.clock.advance(3 * DAY);
        let waiting = rows(&house).await;
        assert!(waiting.oldest_callback >= 3 * DAY, "{waiting:?}");
        let pause = Changes { state: Some("paused".to_owned()), ..Changes::default() };
        app::endpoint::update(&house.ctx, &house.call_any_version(), endpoint, pause).await.unwrap();
        assert_eq!(rows(&house).await.endpoints, [("paused".to_owned(), 1)]);
    }
}
