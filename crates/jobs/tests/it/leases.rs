//! Who holds a job, and what becomes of it when the holder dies.

use std::time::Duration;

use jobs::Outcome;
use store::table;

use crate::world::World;

testkit::both_own! {
    async fn a_run_that_lost_its_lease_changes_nothing(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("a")]).await;
        world.begin("node", "boot 1").await;
        let first = world.claim("node", "boot 1", 10).await;
        assert_eq!((first.len(), first[0].attempt), (1, 1));
        let freed = db.write(|tx| table::job::free_earlier_boots(tx, "node", "boot 2")).await.expect("freed");
        assert_eq!(freed, 1);
        let second = world.claim("node", "boot 2", 10).await;
        assert_eq!(second[0].attempt, 2);
        let now = world.now();
        let late = db.write(move |tx| Ok::<_, store::StoreError>((
            table::job::done(tx, "a", 1)?,
            table::job::retry(tx, "a", 1, now, "late", false)?,
            table::job::failed(tx, "a", 1, "late")?,
            table::job::give_back(tx, "a", 1)?,
        ))).await.expect("asked");
        assert_eq!(late, (false, false, false, false));
        assert_eq!(world.look("a").await, Some(("open".into(), 2, None)));
        assert!(db.write(|tx| table::job::done(tx, "a", 2)).await.expect("asked"));
        assert_eq!(world.look("a").await, None);
    }

    async fn a_restart_frees_the_nodes_own_jobs_at_once(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("a"), world.job("b")]).await;
        world.begin("node", "boot 1").await;
        world.begin("other", "boot 1").await;
        assert_eq!(world.claim("node", "boot 1", 1).await.len(), 1);
        assert_eq!(world.claim("other", "boot 1", 1).await.len(), 1);
        let restarted = world.worker("node", |_| Outcome::Done);
        assert_eq!(restarted.step().await.expect("the store works"), 1, "its own job, not the other node's");
        assert_eq!(world.ran(), ["a#2"]);
    }

    async fn a_dead_nodes_jobs_are_freed_after_three_missed_beats(db: TestDatabase) {
        let world = World::new(&db);
        world.enqueue(vec![world.job("a"), world.job("b")]).await;
        world.begin("dead", "boot").await;
        world.begin("alive", "boot").await;
        assert_eq!(world.claim("dead", "boot", 1).await.len(), 1);
        assert_eq!(world.claim("alive", "boot", 1).await.len(), 1);
        let worker = world.worker("node", |_| Outcome::Done);
        for second in 0..3 {
            assert_eq!(worker.step().await.expect("the store works"), 0, "after {second} s");
            world.clock.advance(Duration::from_secs(1));
            let now = world.now();
            assert!(db.write(move |tx| table::node::beat(tx, "alive", "boot", now)).await.expect("it beats"));
        }
        assert_eq!(worker.step().await.expect("the store works"), 1);
        assert_eq!(world.ran(), ["a#2"], "the living node keeps its job");
        let nodes: Vec<String> = db.read(table::node::all).await.expect("read").into_iter().map(|node| node.id).collect();
        assert_eq!(nodes, ["alive", "node"]);
    }

    async fn a_node_declared_dead_claims_nothing_until_it_has_come_back(db: TestDatabase) {
        let world = World::new(&db);
        let worker = world.worker("node", |_| Outcome::Done);
        worker.step().await.expect("the store works");
        let node = db.read(table::node::all).await.expect("read").remove(0);
        assert!(db.write(move |tx| table::node::bury(tx, &node)).await.expect("buried"));
        assert!(!db.write(|tx| table::node::hold(tx, "node", "any")).await.expect("asked"));
        world.enqueue(vec![world.job("a")]).await;
        assert_eq!(worker.step().await.expect("the store works"), 1, "its next beat brings it back");
    }

    async fn a_process_whose_node_is_taken_stops_working(db: TestDatabase) {
        let world = World::new(&db);
        let first = world.worker("node", |_| Outcome::Done);
        first.step().await.expect("the store works");
        let second = world.worker("node", |_| Outcome::Done);
        second.step().await.expect("the store works");
        world.enqueue(vec![world.job("a")]).await;
        assert_eq!(first.step().await.expect("the store works"), 0);
        assert_eq!(second.step().await.expect("the store works"), 1);
        tokio::time::timeout(Duration::from_secs(20), first.run(std::future::pending())).await.expect("it ends by itself");
    }
}
