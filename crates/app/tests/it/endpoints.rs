//! What the owner of an endpoint can do: change it, pause it, give it another secret, call it, look at its deliveries and have them repeated.

use std::time::Duration;

use app::endpoint::{Changes, Created, NewEndpoint, Span};
use domain::code;
use domain::id::EventId;
use domain::time::Timestamp;
use testhouse::{Callback, House, Receiver};

async fn listen(house: &House, types: &[&str], asymmetric: bool) -> (Receiver, Created) {
    let receiver = Receiver::start().await;
    let types = types.iter().map(|word| (*word).to_owned()).collect();
    let new = NewEndpoint { url: receiver.url.clone(), types, asymmetric, ..NewEndpoint::default() };
    let created = app::endpoint::create(&house.ctx, &house.call(), new).await.unwrap().value;
    (receiver, created)
}

async fn set(house: &House, id: domain::id::EndpointId, state: &str) -> app::endpoint::Endpoint {
    let changes = Changes { state: Some(state.to_owned()), ..Changes::default() };
    app::endpoint::update(&house.ctx, &seen(house), id, changes).await.unwrap()
}

/// A call of somebody who has seen the present version, whichever it is.
fn seen(house: &House) -> app::Call {
    let mut call = house.call();
    call.conditions.matching = Some(app::Versions::Any);
    call
}

async fn log(house: &House, id: domain::id::EndpointId, state: Option<&str>) -> Vec<app::endpoint::Delivery> {
    app::endpoint::deliveries(&house.ctx, &house.call(), id, state.map(str::to_owned), app::Slice::first(200)).await.unwrap().items
}

fn accepts(secret: &str, callback: &Callback, house: &House) -> bool {
    callback.verify(secret, house.ctx.now()).is_ok()
}

fn ids(callbacks: &[Callback]) -> Vec<String> {
    callbacks.iter().map(|callback| callback.id.clone()).collect()
}

testkit::both_own! {
    async fn a_pause_keeps_what_is_to_be_sent_and_its_end_sends_it_in_order(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.*"], false).await;
        let paused = set(&house, endpoint.id, "paused").await;
        assert_eq!((paused.state.as_str(), paused.reason.as_deref(), paused.version), ("paused", Some("owner"), 2));
        for _ in 0..5 {
            house.company().await;
        }
        house.work().await;
        house.clock.advance(Duration::from_secs(3600));
        house.work().await;
        assert_eq!(receiver.got().len(), 0);
        let active = set(&house, endpoint.id, "active").await;
        assert_eq!((active.state.as_str(), active.reason), ("active", None));
        house.work().await;
        let feed = app::event::feed(&house.ctx, &house.call(), None, vec!["company.created".to_owned()], 200).await.unwrap().events;
        let told: Vec<String> = feed.iter().map(|event| event.id.to_string()).collect();
        let mut got = ids(&receiver.got());
        got.sort();
        assert_eq!(got, told[told.len() - 5..]);
    }

    async fn both_secrets_sign_while_a_rotation_overlaps(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, before) = listen(&house, &["company.created"], true).await;
        let overlap = Duration::from_secs(600);
        let after = app::endpoint::rotate(&house.ctx, &house.call_once("r"), before.id, overlap).await.unwrap();
        let again = app::endpoint::rotate(&house.ctx, &house.call_once("r"), before.id, overlap).await.unwrap();
        assert!(again.replayed && again.value.secret == after.value.secret, "a repeat shows the same secret");
        let after = after.value;
        assert_ne!((&before.secret, &before.public_key), (&after.secret, &after.public_key));
        house.company().await;
        house.work().await;
        house.clock.advance(overlap);
        house.company().await;
        house.work().await;
        let got = receiver.got();
        assert_eq!(got.len(), 2);
        assert!(accepts(&after.secret, &got[1], &house) && !accepts(&before.secret, &got[1], &house), "the overlap is over");
        // each in its own time
        let asymmetric = |created: &Created, callback: &Callback| {
            let at = Timestamp::from_seconds(callback.timestamp.parse().unwrap());
            callback.verify(created.public_key.as_deref().unwrap(), at).is_ok()
        };
        assert_eq!((asymmetric(&before, &got[0]), asymmetric(&after, &got[0])), (true, true));
        assert_eq!((asymmetric(&before, &got[1]), asymmetric(&after, &got[1])), (false, true));
        assert_eq!(got[0].signature.split(' ').count(), 4);
        let shown = app::endpoint::get(&house.ctx, &house.call(), before.id).await.unwrap();
        assert_eq!(shown.public_key, after.public_key);
        let long = app::endpoint::rotate(&house.ctx, &house.call(), before.id, Duration::from_secs(31 * 24 * 3600)).await.map(drop).unwrap_err();
        assert_eq!(long.problems[0].pointer, "/overlap_seconds");
    }

    async fn a_test_call_says_what_the_receiver_said_and_leaves_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"], false).await;
        let pong = app::endpoint::ping(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!((pong.delivered, pong.status, pong.error), (true, Some(204), None));
        let got = receiver.got().remove(0);
        assert_eq!(got.id, pong.id.to_string());
        assert!(got.body.starts_with(r#"{"type":"test.ping","#) && accepts(&endpoint.secret, &got, &house));
        receiver.answer(500);
        let pong = app::endpoint::ping(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!((pong.delivered, pong.status), (false, Some(500)));
        house.clock.advance(Duration::from_secs(60));
        house.work().await;
        assert_eq!(receiver.got().len(), 2, "a test call is not repeated");
        assert!(log(&house, endpoint.id, None).await.is_empty());
    }

    async fn the_log_tells_of_each_event_and_a_failed_one_is_sent_again_on_request(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"], false).await;
        house.company().await;
        house.work().await;
        receiver.answer(500);
        house.company().await;
        house.work().await;
        let waiting = log(&house, endpoint.id, None).await;
        let shown: Vec<_> = waiting.iter().map(|one| (one.state.as_str(), one.attempts, one.status, one.next_at.is_some())).collect();
        assert_eq!(shown, [("retrying", 1, Some(500), true), ("delivered", 1, Some(204), false)]);
        for _ in 0..9 {
            house.clock.advance(Duration::from_secs(27 * 3600));
            // after a day of failures it is paused
            set(&house, endpoint.id, "active").await;
            house.work().await;
        }
        let failed = log(&house, endpoint.id, Some("failed")).await;
        assert_eq!((failed.len(), failed[0].attempts, failed[0].error.as_deref()), (1, 10, Some("500")));
        receiver.answer(204);
        set(&house, endpoint.id, "active").await;
        let before = receiver.got().len();
        app::endpoint::resend(&house.ctx, &house.call(), endpoint.id, failed[0].event).await.unwrap();
        assert_eq!(log(&house, endpoint.id, Some("pending")).await.len(), 1);
        house.work().await;
        let got = receiver.got();
        assert_eq!((got.len(), &got[before].id, &got[before].body), (before + 1, &failed[0].event.to_string(), &got[1].body));
        assert!(log(&house, endpoint.id, Some("failed")).await.is_empty());
        let page = app::Slice { after: Some(app::Place::by_id(failed[0].event.uuid())), limit: 1 };
        let older = app::endpoint::deliveries(&house.ctx, &house.call(), endpoint.id, None, page).await.unwrap().items;
        assert_eq!((older.len(), older[0].event < failed[0].event), (1, true));
        let unknown = app::endpoint::resend(&house.ctx, &house.call(), endpoint.id, EventId::new(testkit::uuid())).await.unwrap_err();
        assert_eq!(unknown.code, code::NOT_FOUND);
    }

    async fn a_replay_sends_a_span_again_in_order_with_the_same_bytes(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"], false).await;
        for _ in 0..6 {
            house.company().await;
            house.clock.advance(Duration::from_secs(100));
        }
        house.person().await;
        house.work().await;
        let first = receiver.got();
        assert_eq!(first.len(), 6);
        let feed = app::event::feed(&house.ctx, &house.call(), None, vec!["company.created".to_owned()], 200).await.unwrap().events;
        let of_us = &feed[feed.len() - 6..];
        let span = Span::Numbers(of_us[1].sequence, i64::MAX);
        let replaying = app::endpoint::replay(&house.ctx, &house.call(), endpoint.id, span).await.unwrap().value;
        assert_eq!(replaying.first, of_us[1].sequence);
        house.work().await;
        let mut again = receiver.got().split_off(6);
        again.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(ids(&again), of_us[1..].iter().map(|event| event.id.to_string()).collect::<Vec<_>>());
        assert!(again.iter().zip(&of_us[1..]).all(|(callback, event)| callback.body.as_bytes() == &event.body[..]), "the bytes of the feed");

        let at = |event: &app::event::Numbered| {
            let body: serde_json::Value = serde_json::from_slice(&event.body).unwrap();
            domain::time::Timestamp::parse(body["timestamp"].as_str().unwrap()).unwrap()
        };
        let span = Span::Time(at(&of_us[2]), at(&of_us[4]));
        app::endpoint::replay(&house.ctx, &house.call(), endpoint.id, span).await.unwrap();
        house.work().await;
        let mut by_time = ids(&receiver.got()[11..]);
        by_time.sort();
        assert_eq!(by_time, [of_us[2].id.to_string(), of_us[3].id.to_string()]);
        let backwards = app::endpoint::replay(&house.ctx, &house.call(), endpoint.id, Span::Numbers(2, 1)).await.map(drop).unwrap_err();
        assert_eq!(backwards.problems[0].pointer, "/to_sequence");
    }

    async fn an_endpoint_that_only_fails_is_paused_and_its_owner_is_told(db: TestDatabase) {
        let house = House::on(&db).await;
        let (dead, endpoint) = listen(&house, &["company.created"], false).await;
        let (other, _) = listen(&house, &["webhook_endpoint.paused"], false).await;
        dead.answer(500);
        house.company().await;
        for _ in 0..12 {
            house.work().await;
            house.clock.advance(Duration::from_secs(5 * 3600));
        }
        house.work().await;
        let shown = app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!((shown.state.as_str(), shown.reason.as_deref()), ("paused", Some("failures")));
        let told = other.got();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].body.contains(&endpoint.id.to_string()));
        let before = dead.got().len();
        house.company().await;
        house.clock.advance(Duration::from_secs(48 * 3600));
        house.work().await;
        assert_eq!(dead.got().len(), before, "nothing is sent while it is paused");
        dead.answer(204);
        set(&house, endpoint.id, "active").await;
        house.work().await;
        assert_eq!(dead.got().len(), before + 2, "the backlog flows");
        let shown = app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!((shown.state.as_str(), shown.failing_since), ("active", None));
    }

    async fn a_success_ends_the_count_of_failures(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"], false).await;
        receiver.answer(500);
        house.company().await;
        house.work().await;
        let failing = app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap();
        assert_eq!(failing.failing_since, Some(house.ctx.now()));
        receiver.answer(200);
        house.clock.advance(Duration::from_secs(6));
        house.work().await;
        assert_eq!(app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap().failing_since, None);
    }

    async fn the_next_event_of_a_package_waits_only_so_long(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let (receiver, _) = listen(&house, &["package.*"], false).await;
        receiver.answer(500);
        let package = house.package(vec![who.signs(1)]).await;
        app::package::revoke(&house.ctx, &house.call(), package.id, domain::subject::Reason::parse("нет").unwrap()).await.unwrap();
        for wait in [0, 6, 331, 1981] {
            house.clock.advance(Duration::from_secs(wait));
            house.work().await;
        }
        let distinct = |got: Vec<Callback>| got.into_iter().map(|one| one.id).collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!((receiver.got().len(), distinct(receiver.got())), (4, 1), "the second event waits for the first");
        house.clock.advance(Duration::from_secs(7921));
        house.work().await;
        assert_eq!(distinct(receiver.got()), 2, "after two hours and a half it overtakes");
    }

    async fn an_endpoint_that_was_taken_away_is_nowhere(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &[], false).await;
        set(&house, endpoint.id, "paused").await;
        house.company().await;
        for _ in 0..2 {
            app::endpoint::delete(&house.ctx, &seen(&house), endpoint.id).await.unwrap();
        }
        house.work().await;
        assert!(receiver.got().is_empty() && app::endpoint::list(&house.ctx, &house.call(), app::Slice::first(1)).await.unwrap().items.is_empty());
        let open = db.read(store::table::job::counts).await.unwrap();
        assert!(open.iter().all(|count| count.kind != "deliver_callback"), "what waited is dropped: {open:?}");
        let gone = app::endpoint::get(&house.ctx, &house.call(), endpoint.id).await.unwrap_err();
        assert_eq!(gone.code, code::NOT_FOUND);
        let gone = set_error(&house, endpoint.id).await;
        assert_eq!(gone.code, code::NOT_FOUND);
    }

    async fn old_deliveries_and_failed_jobs_are_swept(db: TestDatabase) {
        let house = House::on(&db).await;
        let (receiver, endpoint) = listen(&house, &["company.created"], false).await;
        house.company().await;
        house.work().await;
        house.clock.advance(Duration::from_secs(89 * 24 * 3600));
        receiver.answer(410);
        house.company().await;
        house.work().await;
        assert_eq!(log(&house, endpoint.id, None).await.len(), 2);
        house.clock.advance(Duration::from_secs(2 * 24 * 3600));
        house.work().await;
        let left = log(&house, endpoint.id, None).await;
        assert_eq!((left.len(), left[0].state.as_str()), (1, "failed"));
        house.clock.advance(Duration::from_secs(90 * 24 * 3600));
        house.work().await;
        assert!(log(&house, endpoint.id, None).await.is_empty());
        let failed = db.read(store::table::job::counts).await.unwrap();
        assert!(failed.iter().all(|count| count.state != "failed"), "{failed:?}");
    }
}

async fn set_error(house: &House, id: domain::id::EndpointId) -> app::AppError {
    app::endpoint::update(&house.ctx, &house.call(), id, Changes::default()).await.unwrap_err()
}
