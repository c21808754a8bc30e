//! Receivers that hang, cannot keep up, or whose events are not numbered yet: what they cost themselves and others.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::endpoint::NewEndpoint;
use jobs::{Identity, Worker};
use store::sql;
use testhouse::{House, Receiver};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Ends a test that would wait for ever. On a quiet machine it takes under two seconds; what decides is how many calls are open at once.
const BOUND: Duration = Duration::from_secs(90);

async fn listen(house: &House, url: &str, kind: &str) {
    let new = NewEndpoint { url: url.to_owned(), types: vec![kind.to_owned()], ..NewEndpoint::default() };
    app::endpoint::create(&house.ctx, &house.call(), new).await.unwrap();
}

/// Takes connections and never answers; counts how many were open at once.
async fn hang() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = most.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            seen.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let open = open.clone();
            tokio::spawn(async move {
                while socket.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (url, most)
}

testkit::both_own! {
    async fn a_receiver_that_hangs_keeps_neither_certificates_nor_other_receivers_waiting(db: TestDatabase) {
        const EVENTS: usize = 200;
        let house = House::on(&db).await;
        let call = house.call();
        let account = house.person().await;
        let (request, code) = house.requested(&account, None).await;

        let (url, most) = hang().await;
        listen(&house, &url, "company.created").await;
        let healthy = Receiver::start().await;
        listen(&house, &healthy.url, "company.created").await;
        for _ in 0..EVENTS {
            house.company().await;
        }
        app::request::accept(&house.ctx, &call, request, &code).await.unwrap();
        let before = db.read(store::table::job::counts).await.unwrap();
        assert!(before.iter().any(|count| count.kind == "deliver_callback" && count.jobs == 2 * EVENTS as i64), "{before:?}");

        // the clock stands still: a delivery that had to wait for its event's number would wait for ever
        while house.ctx.store.sequencer().pass().await.unwrap() > 0 {}
        let me = Identity { node: "node".to_owned(), boot: testkit::uuid() };
        let worker = Worker::new(house.ctx.store.clone(), Arc::new(house.clock.clone()), app::job::registry(&house.ctx), me);
        let (stop, stopped) = oneshot::channel::<()>();
        let (end, ended) = oneshot::channel::<()>();
        let start = Instant::now();
        let working = tokio::spawn(worker.grace(Duration::ZERO).run(async move { drop(stopped.await) }));
        let numbering = tokio::spawn(house.ctx.store.sequencer().run(async move { drop(ended.await) }));
        let (mut issued, mut told) = (None, None);
        while issued.is_none() || told.is_none() {
            assert!(start.elapsed() < BOUND, "issued after {issued:?}, told after {told:?}, {} of {EVENTS}", healthy.got().len());
            tokio::time::sleep(Duration::from_millis(20)).await;
            if issued.is_none() && app::request::get(&house.ctx, &call, request).await.unwrap().office_word() == "issued" {
                issued = Some(start.elapsed());
            }
            if told.is_none() && healthy.got().len() >= EVENTS {
                told = Some(start.elapsed());
            }
        }
        println!("{}: issued after {issued:?}, {EVENTS} callbacks told after {told:?} beside a receiver that hangs", db.name);
        assert!((1..=4).contains(&most.load(Ordering::SeqCst)), "{most:?} calls at once to the receiver that hangs");
        stop.send(()).unwrap();
        end.send(()).unwrap();
        working.await.unwrap();
        numbering.await.unwrap();
    }

    async fn a_receiver_that_is_overloaded_is_left_alone_by_all_events_for_a_while(db: TestDatabase) {
        let house = House::on(&db).await;
        let receiver = Receiver::start().await;
        listen(&house, &receiver.url, "company.created").await;
        receiver.answer(503);
        for _ in 0..10 {
            house.company().await;
        }
        house.work().await;
        assert_eq!(receiver.got().len(), 4, "no more than that run at once");
        house.clock.advance(Duration::from_millis(4900));
        house.work().await;
        assert_eq!(receiver.got().len(), 4, "the pause is not over");
        receiver.answer(204);
        house.clock.advance(Duration::from_millis(1100));
        house.work().await;
        assert_eq!(receiver.got().len(), 14, "ten deliveries after four refusals");
    }
}

/// SQLite numbers events in the commit of their change, so that nothing ever waits for a number there.
#[test]
fn looking_for_a_number_forty_times_does_not_count_as_failing_on_postgres() {
    testkit::run(async {
        let db = testkit::own_postgres();
        let house = House::on(&db).await;
        let receiver = Receiver::start().await;
        listen(&house, &receiver.url, "company.created").await;
        house.company().await;
        for _ in 0..40 {
            house.worker.drain().await.unwrap();
            house.clock.advance(Duration::from_secs(1));
        }
        let look = || async {
            let sql = sql!("SELECT attempt, errors, failures, error FROM job WHERE kind = 'deliver_callback'");
            let row = move |tx: &mut store::Tx<'_>| {
                tx.one(sql, &[], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?, row.get::<Option<String>>(3)?)))
            };
            db.read(row).await.map_err(|error: store::StoreError| error).unwrap()
        };
        assert_eq!(look().await, (40, 0, 0, None));
        let rename = |sql| db.write(move |tx| tx.execute(sql, &[]).map(drop));
        rename(sql!("ALTER TABLE event RENAME TO event_away")).await.map_err(|error: store::StoreError| error).unwrap();
        house.worker.drain().await.unwrap();
        let (attempt, errors, failures, error) = look().await;
        assert_eq!((attempt, errors, failures, error.is_some()), (41, 1, 0, true));
        rename(sql!("ALTER TABLE event_away RENAME TO event")).await.map_err(|error: store::StoreError| error).unwrap();
        house.clock.advance(Duration::from_secs(1));
        house.work().await;
        assert_eq!(receiver.got().len(), 1);
    });
}
