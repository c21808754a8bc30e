//! Who gets which job.

use std::collections::HashSet;
use std::time::Duration;

use jobs::{Outcome, Registry};
use store::{NewJob, StoreError, sql, table};

use crate::world::World;

testkit::both_own! {
    async fn eight_workers_claim_every_job_once(db: TestDatabase) {
        const JOBS: usize = 400;
        let world = World::new(&db);
        world.enqueue((0..JOBS).map(|n| world.job(format!("job {n}"))).collect()).await;
        let workers: Vec<_> = (0..8).map(|n| {
            let worker = world.worker(&format!("node {n}"), |_| Outcome::Done).width(7);
            tokio::spawn(async move { worker.drain().await })
        }).collect();
        let mut total = 0;
        for worker in workers {
            total += worker.await.expect("joins").expect("the store works");
        }
        // a worker may stop early while others hold what is left
        total += world.worker("last", |_| Outcome::Done).drain().await.expect("the store works");
        let ran = world.ran();
        assert_eq!((total, ran.len()), (JOBS, JOBS));
        assert_eq!(ran.iter().collect::<HashSet<_>>().len(), JOBS, "a job ran twice");
        assert!(ran.iter().all(|run| run.ends_with("#1")));
        assert!(db.read(table::job::counts).await.expect("counted").is_empty());
    }

    async fn of_a_lane_only_the_oldest_open_job_runs(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.lane("a1", "a"), world.lane("a2", "a"), world.job("free"), world.lane("b1", "b"), world.lane("a3", "a")]).await;
        let fails_first = |job: &jobs::Job| match (job.id.as_str(), job.attempt) {
            ("a1", 1) => Outcome::retry("not yet"),
            ("a2", _) => Outcome::failed("never"),
            _ => Outcome::Done,
        };
        let worker = world.worker("node", fails_first);
        worker.step().await.expect("the store works");
        let mut ran = world.ran();
        ran.sort();
        assert_eq!(ran, ["a1#1", "b1#1", "free#1"]);
        assert_eq!(worker.step().await.expect("the store works"), 0, "a job that waits for its next run holds up its lane");
        world.clock.advance(Duration::from_secs(5));
        worker.drain().await.expect("the store works");
        assert_eq!(world.ran(), ["a1#2", "a2#1", "a3#1"], "a failed job does not hold up its lane");
        assert_eq!(world.look("a2").await, Some(("failed".into(), 1, Some("never".into()))));
    }

    async fn a_lane_is_kept_in_order_by_eight_workers(db: TestDatabase) {
        let world = World::new(&db);
        let jobs: Vec<NewJob> = (0..60).map(|n| world.lane(&format!("{}-{:02}", n % 3, n / 3), &format!("lane {}", n % 3))).collect();
        world.enqueue(jobs).await;
        let workers: Vec<_> = (0..8).map(|n| {
            let (world, worker) = (world.clone(), world.worker(&format!("node {n}"), |_| Outcome::Done));
            tokio::spawn(async move {
                while !world.store.read(table::job::counts).await.expect("counted").is_empty() {
                    worker.step().await.expect("the store works");
                }
            })
        }).collect();
        for worker in workers {
            worker.await.expect("joins");
        }
        let ran = world.ran();
        assert_eq!(ran.len(), 60);
        for lane in 0..3 {
            let of_lane: Vec<&String> = ran.iter().filter(|run| run.starts_with(&format!("{lane}-"))).collect();
            assert!(of_lane.is_sorted(), "{of_lane:?}");
        }
    }

    async fn a_kind_that_nobody_knows_is_parked_until_somebody_does(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![NewJob { kind: "future", ..world.job("parked") }, NewJob { kind: "not", ..world.job("prefix") }, world.job("known")]).await;
        let old = world.worker("old", |_| Outcome::Done);
        assert_eq!(old.drain().await.expect("the store works"), 1);
        assert_eq!(world.look("parked").await, Some(("open".into(), 0, None)));
        let mut registry = Registry::new();
        registry.on("future", Duration::from_secs(1), |_| async { Outcome::Done });
        assert_eq!(world.worker_of("new", registry).drain().await.expect("the store works"), 1);
        assert_eq!(world.look("parked").await, None);
        assert_eq!(world.look("prefix").await, Some(("open".into(), 0, None)));
    }

    async fn a_job_is_not_run_before_its_time_nor_enqueued_twice(db: TestDatabase) {
        let world = World::new(&db);
        let later = NewJob { run_at: world.now().plus(Duration::from_secs(60)), ..world.job("later") };
        world.enqueue(vec![later.clone(), later.clone()]).await;
        world.enqueue(vec![later]).await;
        let worker = world.worker("node", |_| Outcome::Done);
        assert_eq!(worker.drain().await.expect("the store works"), 0);
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(worker.drain().await.expect("the store works"), 1);
    }

    async fn a_lane_that_stands_still_costs_the_others_little(db: TestDatabase) {
        const BEHIND: usize = 3000;
        let world = World::new(&db);
        let mut jobs = vec![world.lane("head", "dead")];
        jobs.extend((0..BEHIND).map(|n| world.lane(&format!("behind {n}"), "dead")));
        world.enqueue(jobs).await;
        world.enqueue((0..200).map(|n| world.job(format!("free {n}"))).collect()).await;
        let worker = world.worker("node", |job| if job.id == "head" { Outcome::retry("dead") } else { Outcome::Done }).width(10);
        let start = std::time::Instant::now();
        assert_eq!(worker.drain().await.expect("the store works"), 201);
        println!("{}: 201 jobs past {BEHIND} blocked ones in {:?}", db.name, start.elapsed());
        let (open, blocked): (i64, i64) = db
            .read(|tx| tx.one(sql!("SELECT count(*), CAST(sum(blocked) AS BIGINT) FROM job"), &[], |row| Ok((row.get(0)?, row.get(1)?))))
            .await
            .map_err(|error: StoreError| error)
            .expect("counted");
        assert_eq!((open, blocked), (BEHIND as i64 + 1, BEHIND as i64));
        world.clock.advance(Duration::from_secs(5));
        worker.drain().await.expect("the store works");
        assert_eq!(world.ran().len(), 202, "only the head was tried again");
    }

    async fn a_head_left_marked_as_blocked_is_found(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.lane("a1", "a"), world.lane("a2", "a")]).await;
        db.write(|tx| tx.execute(sql!("UPDATE job SET blocked = 1"), &[])).await.expect("marked");
        assert_eq!(world.worker("node", |_| Outcome::Done).drain().await.expect("the store works"), 2);
    }

    async fn of_a_target_four_run_at_once_over_all_nodes_and_a_pause_holds_all_of_it(db: TestDatabase) {
        let world = World::new(&db);
        let of = |target: &str| (0..10).map(|n| NewJob { target: Some(target.into()), ..world.job(format!("{target}{n}")) }).collect::<Vec<_>>();
        world.enqueue(of("a").into_iter().chain(of("b")).chain((0..3).map(|n| world.job(format!("free{n}")))).collect()).await;
        world.begin("other", "boot").await;
        let now = world.now();
        let elsewhere = db.write(move |tx| table::job::claim(tx, "other", "boot", "note:a", now, 3)).await.expect("claimed");
        assert_eq!(elsewhere.len(), 3);
        let lines = db.read(table::job::lines).await.expect("read");
        let shown: Vec<_> = lines.iter().map(|line| (line.name.as_str(), line.running, line.due == now)).collect();
        assert_eq!(shown, [("note", 0, true), ("note:a", 3, true), ("note:b", 0, true)]);
        let until = now.plus(Duration::from_secs(60));
        db.write(move |tx| table::job::pause(tx, "note:b", until)).await.expect("paused");
        db.write(move |tx| table::job::pause(tx, "note:b", now)).await.expect("a shorter pause changes nothing");
        let worker = world.worker("node", |_| Outcome::Done);
        assert_eq!(worker.step().await.expect("the store works"), 4, "one of a, none of b, three of no target");
        let mut ran = world.ran();
        ran.sort();
        assert_eq!(ran, ["a3#1", "free0#1", "free1#1", "free2#1"]);
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(worker.step().await.expect("the store works"), 5, "one of a, four of b");
    }

    async fn a_kind_takes_no_more_than_its_own_places(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue((0..40).map(|n| world.job(format!("wide {n}"))).collect()).await;
        world.enqueue((0..5).map(|n| NewJob { kind: "late", run_at: world.now(), ..world.job(format!("late {n}")) }).collect()).await;
        let mut registry = Registry::new();
        registry.on("note", Duration::from_secs(1), |_| async { Outcome::Done }).width("note", 10);
        registry.on("late", Duration::from_secs(1), |_| async { Outcome::Done }).width("late", 2);
        let worker = world.worker_of("node", registry);
        assert_eq!(worker.step().await.expect("the store works"), 12);
        assert_eq!(worker.drain().await.expect("the store works"), 33);
    }
}
