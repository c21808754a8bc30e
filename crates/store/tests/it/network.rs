//! The way to PostgreSQL: cut and mended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use store::{Database, Store, StoreError};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::probe;

/// Passes connections on to the server, unless it is cut.
struct Way {
    cut: watch::Sender<bool>,
    url: String,
}

impl Way {
    async fn to(url: &str) -> Self {
        let (head, tail) = url.split_once('@').expect("user and host");
        let (server, tail) = tail.split_once('/').expect("host and database");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let here = format!("{head}@{}/{tail}", listener.local_addr().expect("it is bound"));
        let (cut, is_cut) = watch::channel(false);
        let server = server.to_owned();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let (mut is_cut, server) = (is_cut.clone(), server.clone());
                tokio::spawn(async move {
                    if *is_cut.borrow() {
                        return;
                    }
                    let mut server = TcpStream::connect(server).await.expect("the server listens");
                    tokio::select! {
                        _ = copy_bidirectional(&mut client, &mut server) => {}
                        _ = is_cut.wait_for(|cut| *cut) => {}
                    }
                });
            }
        });
        Self { cut, url: here }
    }
}

fn url(database: &Database) -> &str {
    let Database::Postgres { url, .. } = database else { unreachable!("a PostgreSQL database") };
    url
}

#[test]
fn a_server_out_of_reach_is_unavailable_and_found_again() {
    testkit::run(async {
        let db = testkit::own_postgres();
        probe::make(&db).await;
        let way = Way::to(url(&db.database)).await;
        let database = Database::Postgres { url: way.url.clone(), connections: 2 };
        let store = tokio::task::spawn_blocking(|| Store::open(database)).await.expect("joins").expect("the way is open");
        store.ping().await.expect("it answers");

        way.cut.send(true).expect("the way listens");
        for n in 0..6 {
            let lost = store.write(move |tx| probe::insert(tx, &format!("lost {n}"))).await;
            assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
        }
        assert!(store.ping().await.is_err());

        way.cut.send(false).expect("the way listens");
        let mended = Instant::now();
        while let Err(error) = store.write(|tx| probe::insert(tx, "found")).await {
            assert!(mended.elapsed() < Duration::from_secs(20), "{error}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(probe::ids(&db).await, ["found"]);
        println!("found again after {:?}", mended.elapsed());
    });
}

#[test]
fn writers_over_a_way_that_is_cut_again_and_again_lose_nothing_acknowledged() {
    testkit::run(async {
        let db = testkit::own_postgres();
        probe::make(&db).await;
        let way = Way::to(url(&db.database)).await;
        let database = Database::Postgres { url: way.url.clone(), connections: 4 };
        let store = tokio::task::spawn_blocking(|| Store::open(database)).await.expect("joins").expect("the way is open");
        let (ended, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (store, ended, written) = (store.clone(), ended.clone(), written.clone());
                tokio::spawn(async move {
                    let (mut kept, mut n) = (Vec::new(), 0);
                    while !ended.load(Ordering::SeqCst) {
                        n += 1;
                        let id = format!("{writer}-{n:05}");
                        match store.write(move |tx| probe::insert(tx, &id).map(|_| id.clone())).await {
                            Ok(id) => {
                                kept.push(id);
                                written.fetch_add(1, Ordering::SeqCst);
                            }
                            Err(StoreError::Unavailable(_)) => tokio::time::sleep(Duration::from_millis(5)).await,
                            Err(error) => panic!("{error}"),
                        }
                    }
                    kept
                })
            })
            .collect();
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(80)).await;
            way.cut.send(true).expect("the way listens");
            tokio::time::sleep(Duration::from_millis(20)).await;
            way.cut.send(false).expect("the way listens");
        }
        // a busy machine writes later, not less
        let cut = Instant::now();
        while written.load(Ordering::SeqCst) <= 10 && cut.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        ended.store(true, Ordering::SeqCst);
        let mut kept = Vec::new();
        for writer in writers {
            kept.extend(writer.await.expect("joins"));
        }
        let there = probe::ids(&db).await;
        assert!(kept.len() > 10, "hardly anything was written");
        assert!(kept.iter().all(|id| there.binary_search(id).is_ok()), "something acknowledged is lost");
        println!("{} acknowledged, {} there", kept.len(), there.len());
    });
}
