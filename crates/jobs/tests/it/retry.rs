//! What becomes of a run that did not succeed.

use std::time::Duration;

use jobs::{Backoff, Outcome, Registry};

use crate::world::World;

testkit::both_own! {
    async fn waits_double_and_end(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("a")]).await;
        let worker = world.worker("node", |_| Outcome::retry("down")).backoff(Backoff { failures: 4, ..Backoff::default() });
        for (attempt, wait) in [(1, 5), (2, 10), (3, 20)] {
            assert_eq!(worker.drain().await.expect("the store works"), 1);
            assert_eq!(world.look("a").await, Some(("open".into(), attempt, Some("down".into()))));
            world.clock.advance(Duration::from_secs(wait) - Duration::from_micros(1));
            assert_eq!(worker.step().await.expect("the store works"), 0, "too early after run {attempt}");
            world.clock.advance(Duration::from_micros(1));
        }
        assert_eq!(worker.drain().await.expect("the store works"), 1);
        assert_eq!(world.look("a").await, Some(("failed".into(), 4, Some("down".into()))));
    }

    async fn a_handler_may_name_the_wait_and_jitter_may_change_it(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("named"), world.job("shaken")]).await;
        let worker = world
            .worker("node", |job| match (job.id.as_str(), job.attempt) {
                ("named", 1) => Outcome::Retry { after: Duration::from_secs(100), error: "busy".into() },
                ("shaken", 1) => Outcome::retry("down"),
                _ => Outcome::Done,
            })
            .backoff(Backoff { jitter: Box::new(|wait| wait * 3), ..Backoff::default() });
        worker.drain().await.expect("the store works");
        world.ran();
        world.clock.advance(Duration::from_secs(15));
        worker.drain().await.expect("the store works");
        assert_eq!(world.ran(), ["shaken#2"]);
        world.clock.advance(Duration::from_secs(85));
        worker.drain().await.expect("the store works");
        assert_eq!(world.ran(), ["named#2"]);
    }

    async fn a_run_that_panics_or_takes_too_long_is_run_again(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("panics"), world.job("hangs")]).await;
        let mut registry = Registry::new();
        registry.on("note", Duration::from_secs(3), |job| async move {
            match (job.id.as_str(), job.attempt) {
                ("panics", 1) => panic!("on purpose"),
                ("hangs", 1) => std::future::pending().await,
                _ => Outcome::Done,
            }
        });
        let worker = world.worker_of("node", registry);
        assert_eq!(worker.drain().await.expect("the store works"), 2);
        let (_, _, panicked) = world.look("panics").await.expect("it stands");
        let (_, _, hung) = world.look("hangs").await.expect("it stands");
        assert!(panicked.is_some_and(|error| error.contains("panicked")) && hung.is_some_and(|error| error.contains("not done within")));
        world.clock.advance(Duration::from_secs(5));
        assert_eq!(worker.drain().await.expect("the store works"), 2);
        assert!(world.look("panics").await.is_none() && world.look("hangs").await.is_none());
    }

    async fn only_failures_count_towards_giving_up(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("a")]).await;
        let worker = world
            .worker("node", |job| match job.attempt {
                1..=40 => Outcome::Wait { after: Duration::from_secs(1) },
                41..=80 => Outcome::Retry { after: Duration::from_secs(job.errors as u64 + 1), error: "the database is down".into() },
                _ => Outcome::retry("down"),
            })
            .backoff(Backoff { failures: 2, ..Backoff::default() });
        for _ in 0..40 {
            assert_eq!(worker.step().await.expect("the store works"), 1);
            world.clock.advance(Duration::from_secs(1));
        }
        assert_eq!(world.look("a").await, Some(("open".into(), 40, None)), "waiting leaves no error");
        for errors in 1..=40 {
            assert_eq!(worker.step().await.expect("the store works"), 1, "waits grow by the errors in a row");
            world.clock.advance(Duration::from_secs(errors));
        }
        assert_eq!(worker.step().await.expect("the store works"), 1);
        assert_eq!(world.look("a").await, Some(("open".into(), 81, Some("down".into()))), "the first failure is not the last");
        world.clock.advance(Duration::from_secs(5));
        assert_eq!(worker.step().await.expect("the store works"), 1);
        assert_eq!(world.look("a").await, Some(("failed".into(), 82, Some("down".into()))));
    }
}
