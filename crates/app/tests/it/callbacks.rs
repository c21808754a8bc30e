//! Callbacks: fixed bytes, in order, signed, repeated until taken.

use std::time::Duration;

use app::endpoint::{Created, NewEndpoint};
use app::package::Signing;
use domain::code;
use domain::time::Timestamp;
use testhouse::{Callback, House, Receiver};

async fn listen(house: &House, types: &[&str]) -> (Receiver, Created) {
    let receiver = Receiver::start().await;
    let new =
        NewEndpoint { url: receiver.url.clone(), types: types.iter().map(|word| (*word).to_owned()).collect(), ..NewEndpoint::default() };
    let created = app::endpoint::create(&house.ctx, &house.call(), new).await.unwrap().value;
    (receiver, created)
}

fn kind(callback: &Callback) -> String {
    let body: serde_json::Value = serde_json::from_str(&callback.body).unwrap();
    body["type"].as_str().unwrap().to_owned()
}

testkit::both_own! {
    async fn a_signed_package_is_told_in_order_with_the_bytes_of_the_feed(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let (receiver, endpoint) = listen(&house, &[]).await;
        let package = house.package(vec![who.signs(1)]).await;
        let signing = Signing { certificate: who.certificate, participant: None, code: None };
        app::package::sign(&house.ctx, &house.call(), package.id, signing).await.unwrap();
        house.work().await;
        let got = receiver.got();
        let kinds: Vec<String> = got.iter().map(kind).collect();
        assert_eq!(kinds, ["package.sent", "participant.turn_started", "participant.signed", "package.completed"]);

        let now = house.ctx.now();
        for callback in &got {
            let at = Timestamp::from_seconds(callback.timestamp.parse().unwrap());
            assert_eq!(at, now.whole_seconds());
            callback.verify(&endpoint.secret, now).unwrap();
        }
        let feed = app::event::feed(&house.ctx, &house.call(), None, Vec::new(), 200).await.unwrap().events;
        let sequences: Vec<i64> = feed.iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, (1..=feed.len() as i64).collect::<Vec<_>>());
        for (callback, event) in got.iter().zip(&feed[feed.len() - 4..]) {
            assert_eq!((callback.id.clone(), callback.body.as_bytes()), (event.id.to_string(), &event.body[..]));
        }
    }

    async fn a_failing_receiver_gets_the_same_bytes_later_and_in_order(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, _) = listen(&house, &["company.created"]).await;
        receiver.answer(500);
        house.company().await;
        house.person().await;
        house.work().await;
        assert_eq!(receiver.got().len(), 1);
        receiver.answer(200);
        house.clock.advance(Duration::from_secs(6));
        house.work().await;
        house.clock.advance(Duration::from_secs(600));
        house.work().await;
        let got = receiver.got();
        assert_eq!(got.len(), 2, "delivered once after the failure");
        assert_eq!((&got[0].id, &got[0].body), (&got[1].id, &got[1].body));
        assert_ne!(got[0].timestamp, got[1].timestamp);
    }

    async fn an_endpoint_that_is_gone_is_called_no_more(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &[]).await;
        receiver.answer(410);
        house.company().await;
        house.work().await;
        house.company().await;
        house.work().await;
        assert_eq!(receiver.got().len(), 1);
        let shown = app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!(shown.state, "disabled");
    }

    async fn a_delivery_that_was_recorded_is_not_repeated_by_a_broken_off_job(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"]).await;
        house.company().await;
        house.work().await;
        let event = app::event::feed(&house.ctx, &house.call(), None, vec!["company.created".to_owned()], 1).await.unwrap().events.remove(0);
        // the job as it stands again after a kill between the record of the delivery and the end of the job
        let body = serde_json::json!({ "endpoint": endpoint.id.to_string(), "event": event.id.to_string() });
        let (licensee, now) = (house.licensee, house.ctx.now());
        let again = move |tx: &mut store::Tx<'_>| {
            tx.job(store::NewJob {
                id: "again".to_owned(),
                kind: "deliver_callback",
                licensee: Some(licensee),
                lane: None,
                target: None,
                body: body.clone(),
                run_at: now,
            });
            Ok::<_, store::StoreError>(())
        };
        house.ctx.store.write(again).await.unwrap();
        let ran_before = store::sql!("UPDATE job SET attempt = 1 WHERE id = 'again'");
        db.write(move |tx| tx.execute(ran_before, &[]).map(drop)).await.map_err(|error: store::StoreError| error).unwrap();
        house.work().await;
        assert_eq!(receiver.got().len(), 1);
        assert!(house.ctx.store.read(|tx| store::table::job::look(tx, "again")).await.unwrap().is_none(), "the job is done");
    }

    async fn endpoints_out_of_use_leave_room_for_others(db: TestDatabase) {
        let house = House::on(&db).await;
        let receiver = Receiver::start().await;
        let new = || NewEndpoint { url: receiver.url.clone(), ..NewEndpoint::default() };
        let mut last = None;
        for _ in 0..64 {
            last = Some(app::endpoint::create(&house.ctx, &house.call(), new()).await.unwrap().value.id);
        }
        let refused = app::endpoint::create(&house.ctx, &house.call(), new()).await.map(drop).unwrap_err();
        assert_eq!(refused.code, code::COUNT_LIMIT);
        let mut seen = house.call();
        seen.conditions.matching = Some(app::Versions::Any);
        app::endpoint::delete(&house.ctx, &seen, last.unwrap()).await.unwrap();
        app::endpoint::create(&house.ctx, &house.call(), new()).await.map(drop).unwrap();
    }

    async fn an_address_that_may_not_be_called_is_refused_by_its_field(db: TestDatabase) {
        let house = House::on(&db).await;
        for url in ["http://10.0.0.1/", "ftp://example.com/", "https://user@example.com/", "not a url"] {
            let new = NewEndpoint { url: url.to_owned(), ..NewEndpoint::default() };
            let error = app::endpoint::create(&house.ctx, &house.call(), new).await.map(drop).unwrap_err();
            assert_eq!((error.problems[0].pointer.as_str(), error.problems[0].code), ("/url", code::URL_INVALID), "{url}");
        }
    }

    async fn the_secret_of_a_repeated_creation_is_the_same_and_not_in_the_rows(db: TestDatabase) {
        let house = House::on(&db).await;
        let receiver = Receiver::start().await;
        let new = || NewEndpoint { url: receiver.url.clone(), ..NewEndpoint::default() };
        let first = app::endpoint::create(&house.ctx, &house.call_once("k"), new()).await.unwrap();
        let second = app::endpoint::create(&house.ctx, &house.call_once("k"), new()).await.unwrap();
        assert!(second.replayed);
        assert_eq!(first.value.secret, second.value.secret);
        let owner = house.licensee.to_string();
        let kept = house.ctx.store.read(move |tx| store::table::idempotency::find(tx, &owner, "k")).await.unwrap().unwrap();
        assert!(!kept.result.contains("whsec_"));
    }
}
