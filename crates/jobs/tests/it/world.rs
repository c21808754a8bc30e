//! What the tests share: a clock, workers, a list of what ran.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;
use jobs::{Identity, Job, Outcome, Registry, Worker};
use store::{NewJob, Store, StoreError, table};
use testkit::MockClock;

/// A store, a clock, and what has run so far as `id#attempt`.
#[derive(Clone)]
pub struct World {
    pub store: Store,
    pub clock: MockClock,
    ran: Arc<Mutex<Vec<String>>>,
}

impl World {
    pub fn new(store: &Store) -> Self {
        Self { store: store.clone(), clock: MockClock::default(), ran: Arc::default() }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Enqueues jobs in one transaction.
    pub async fn enqueue(&self, jobs: Vec<NewJob>) {
        self.store
            .write(move |tx| -> Result<(), StoreError> {
                jobs.iter().cloned().for_each(|job| tx.job(job));
                Ok(())
            })
            .await
            .expect("the jobs are enqueued");
    }

    pub fn job(&self, id: impl Into<String>) -> NewJob {
        NewJob {
            id: id.into(),
            kind: "note",
            licensee: None,
            lane: None,
            target: None,
            body: serde_json::json!({ "for": "tests" }),
            run_at: self.now(),
        }
    }

    pub fn lane(&self, id: &str, lane: &str) -> NewJob {
        NewJob { lane: Some(lane.into()), ..self.job(id) }
    }

    /// A worker of a node of its own that notes what it runs, with `outcome` deciding the end.
    pub fn worker(&self, node: &str, outcome: impl Fn(&Job) -> Outcome + Send + Sync + 'static) -> Worker {
        let mut registry = Registry::new();
        let ran = self.ran.clone();
        registry.on("note", Duration::from_secs(10), move |job| {
            ran.lock().expect("no test panics here").push(format!("{}#{}", job.id, job.attempt));
            let outcome = outcome(&job);
            async move { outcome }
        });
        self.worker_of(node, registry)
    }

    pub fn worker_of(&self, node: &str, registry: Registry) -> Worker {
        let me = Identity { node: node.into(), boot: testkit::uuid() };
        Worker::new(self.store.clone(), Arc::new(self.clock.clone()), registry, me)
    }

    /// What ran since the last call.
    pub fn ran(&self) -> Vec<String> {
        std::mem::take(&mut *self.ran.lock().expect("no test panics here"))
    }

    /// State, attempt and error of a job; none once it is done.
    pub async fn look(&self, id: &str) -> Option<(String, i64, Option<String>)> {
        let id = id.to_owned();
        self.store.read(move |tx| table::job::look(tx, &id)).await.expect("the job is read")
    }

    /// Claims as a node that has begun, without running anything.
    pub async fn claim(&self, node: &str, boot: &str, limit: i64) -> Vec<table::job::Claimed> {
        let (node, boot, now) = (node.to_owned(), boot.to_owned(), self.now());
        self.store.write(move |tx| table::job::claim(tx, &node, &boot, "note", now, limit)).await.expect("claimed")
    }

    /// Makes the row of a node.
    pub async fn begin(&self, node: &str, boot: &str) {
        let (node, boot, now) = (node.to_owned(), boot.to_owned(), self.now());
        self.store.write(move |tx| table::node::begin(tx, &node, &boot, now)).await.expect("begun");
    }
}
