//! The loop of a running server, with the real clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jobs::{Identity, Outcome, Registry, Worker};
use store::{NewJob, SystemClock, table};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::timeout;

use crate::world::World;

const SOON: Duration = Duration::from_secs(20);

fn worker(world: &World, registry: Registry) -> Worker {
    let me = Identity { node: "node".into(), boot: testkit::uuid() };
    Worker::new(world.store.clone(), Arc::new(SystemClock), registry, me)
}

testkit::both_own! {
    async fn a_running_worker_takes_jobs_as_they_come_and_leaves_in_order(db: TestDatabase) {
        const JOBS: u32 = 300;
        let world = World::new(&db);
        let (done, all) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
        let mut registry = Registry::new();
        registry.on("note", SOON, {
            let (done, all) = (done.clone(), all.clone());
            move |_| {
                if done.fetch_add(1, Ordering::SeqCst) + 1 == JOBS {
                    all.notify_one();
                }
                async { Outcome::Done }
            }
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(worker(&world, registry).run(async move { let _ = stopped.await; }));
        let start = Instant::now();
        for n in 0..JOBS {
            world.enqueue(vec![world.job(format!("job {n}"))]).await;
        }
        timeout(SOON, all.notified()).await.expect("all jobs run");
        println!("{}: {:.0} jobs a second, enqueued one by one", db.name, f64::from(JOBS) / start.elapsed().as_secs_f64());
        stop.send(()).expect("it listens");
        timeout(SOON, running).await.expect("it ends").expect("joins");
        assert!(db.read(table::job::counts).await.expect("counted").is_empty());
        assert!(db.read(table::node::all).await.expect("read").is_empty());
    }

    async fn a_lane_goes_on_as_soon_as_its_head_is_done(db: TestDatabase) {
        // a look at the queue every 250 ms would need more than a minute for them
        const LANE: u32 = 300;
        let world = World::new(&db);
        let (done, all) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
        let mut registry = Registry::new();
        registry.on("note", SOON, {
            let (done, all) = (done.clone(), all.clone());
            move |_| {
                if done.fetch_add(1, Ordering::SeqCst) + 1 == LANE {
                    all.notify_one();
                }
                async { Outcome::Done }
            }
        });
        world.enqueue((0..LANE).map(|n| world.lane(&format!("job {n:03}"), "one")).collect()).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(worker(&world, registry).run(async move { let _ = stopped.await; }));
        timeout(SOON, all.notified()).await.expect("the lane is worked through");
        stop.send(()).expect("it listens");
        timeout(SOON, running).await.expect("it ends").expect("joins");
    }

    async fn a_shutdown_waits_for_running_jobs_and_gives_back_the_slow_ones(db: TestDatabase) {
        let world = World::new(&db);
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
        let mut registry = Registry::new();
        registry.on("note", SOON, {
            let (begun, go) = (begun.clone(), go.clone());
            move |job| {
                let (begun, go) = (begun.clone(), go.clone());
                async move {
                    begun.notify_one();
                    if job.id == "slow" { std::future::pending::<()>().await; }
                    go.acquire().await.expect("it stays open").forget();
                    Outcome::Done
                }
            }
        });
        world.enqueue(vec![world.job("quick"), world.job("slow")]).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let worker = worker(&world, registry).grace(Duration::from_millis(500));
        let running = tokio::spawn(worker.run(async move { let _ = stopped.await; }));
        for _ in 0..2 {
            timeout(SOON, begun.notified()).await.ok();
            if world.look("slow").await.is_some_and(|(_, attempt, _)| attempt == 1) && world.look("quick").await.is_some_and(|(_, attempt, _)| attempt == 1) {
                break;
            }
        }
        stop.send(()).expect("it listens");
        tokio::time::sleep(Duration::from_millis(100)).await;
        world.enqueue(vec![NewJob { run_at: domain::time::Timestamp::from_seconds(0), ..world.job("late") }]).await;
        go.add_permits(1);
        timeout(SOON, running).await.expect("it ends").expect("joins");
        assert_eq!(world.look("quick").await, None, "it was waited for");
        assert_eq!(world.look("slow").await, Some(("open".into(), 1, None)), "it was given back");
        assert_eq!(world.look("late").await, Some(("open".into(), 0, None)), "it was not claimed");
        let now = world.now();
        let free = db.write(move |tx| table::job::claim(tx, "other", "boot", "note", now, 10)).await.expect("claimed");
        assert_eq!(free.iter().map(|job| (job.id.as_str(), job.attempt)).collect::<Vec<_>>(), [("slow", 2), ("late", 1)]);
    }
}
