//! What recurs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jobs::{Outcome, Registry, Worker};

use crate::world::World;

/// A worker with one kind that recurs every minute; counts its runs, of which the first `failing` are to be repeated.
fn worker(world: &World, node: &str, runs: &Arc<AtomicU32>, failing: u32) -> Worker {
    let mut registry = Registry::new();
    let runs = runs.clone();
    registry.on("tick", Duration::from_secs(1), move |_| {
        let run = runs.fetch_add(1, Ordering::SeqCst);
        async move { if run < failing { Outcome::Retry { after: Duration::from_secs(300), error: "down".into() } } else { Outcome::Done } }
    });
    registry.every("tick", Duration::from_secs(60));
    world.worker_of(node, registry)
}

testkit::both_own! {
    async fn what_recurs_runs_once_over_all_nodes_and_missed_times_are_not_made_up_for(db: TestDatabase) {
        let world = World::new(&db);
        let runs = Arc::new(AtomicU32::new(0));
        let workers: Vec<Worker> = (0..3).map(|n| worker(&world, &format!("node {n}"), &runs, 0)).collect();
        let mut after = Vec::new();
        for seconds in [0, 59, 1, 600, 60] {
            world.clock.advance(Duration::from_secs(seconds));
            for worker in &workers {
                worker.drain().await.expect("the store works");
            }
            after.push(runs.load(Ordering::SeqCst));
        }
        assert_eq!(after, [1, 1, 2, 3, 4]);
    }

    async fn what_is_still_open_is_not_enqueued_again(db: TestDatabase) {
        let world = World::new(&db);
        let runs = Arc::new(AtomicU32::new(0));
        let worker = worker(&world, "node", &runs, 1);
        for _ in 0..5 {
            worker.drain().await.expect("the store works");
            world.clock.advance(Duration::from_secs(60));
        }
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        let open = db.read(store::table::job::counts).await.expect("counted");
        assert_eq!((open.len(), open[0].jobs), (1, 1));
    }
}
