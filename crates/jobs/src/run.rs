//! The worker's loop in a running server.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use store::{StoreError, table};
use tokio::task::Id;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

use crate::finish::Finished;
use crate::node::{self, BEAT};
use crate::room::Room;
use crate::worker::{Core, Runs};
use crate::{Ended, Job, Worker};

/// How long a job enqueued by another process may wait before anybody looks.
const POLL: Duration = Duration::from_millis(250);
/// Between two looks for jobs that nobody here can run.
const REVIEW: u32 = 60;

/// What is running and what has ended but is not written down.
struct Bench {
    core: Arc<Core>,
    runs: Runs,
    held: HashMap<Id, Job>,
    finished: Vec<Finished>,
    /// A claim ended without an answer: it may have been committed, and then nobody runs what it claimed.
    in_doubt: bool,
}

impl Worker {
    /// Works until `shutdown` is done; then claims nothing more, waits for running jobs, gives back those that take too long, and leaves.
    /// Ends by itself where another process has become this node.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let mut bench = Bench { core: self.core.clone(), runs: Runs::new(), held: HashMap::new(), finished: Vec::new(), in_doubt: false };
        let mut heart = tokio::task::JoinSet::new();
        heart.spawn(tend(self.core.clone()));
        let mut bell = self.core.store.committed();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let wait = match bench.turn().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!("jobs cannot be claimed or finished: {error}");
                    POLL
                }
            };
            tokio::select! {
                () = &mut shutdown => break,
                _ = heart.join_next() => break,
                () = bell.changed(), if bench.has_room() => {}
                () = sleep(wait) => {}
                Some(run) = bench.runs.join_next_with_id() => bench.collect(run),
            }
        }
        bench.close(self.grace).await;
    }
}

/// Beats until the node is somebody else's.
async fn tend(core: Arc<Core>) {
    let mut beats = interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut count = 0;
    loop {
        beats.tick().await;
        match core.tend().await {
            Ok(true) => {}
            Ok(false) => {
                tracing::error!(node = core.me.node, "another process runs as this node; this one stops working");
                return;
            }
            Err(error) => tracing::warn!("the node could not beat: {error}"),
        }
        if count % REVIEW == 0 {
            review(&core).await;
        }
        count += 1;
    }
}

/// Says which jobs stand parked because nothing here can run them.
async fn review(core: &Core) {
    match core.store.read(table::job::counts).await {
        Ok(counts) => {
            for count in counts.iter().filter(|count| count.state == "open" && !core.registry.handlers.contains_key(count.kind.as_str())) {
                tracing::warn!(kind = count.kind, jobs = count.jobs, "jobs of a kind that is not known here are left waiting");
            }
        }
        Err(error) => tracing::warn!("jobs could not be counted: {error}"),
    }
}

impl Bench {
    fn has_room(&self) -> bool {
        self.runs.len() < self.core.width
    }

    /// Writes down what has ended and claims what is due; returns how long nothing will be due.
    async fn turn(&mut self) -> Result<Duration, StoreError> {
        while let Some(run) = self.runs.try_join_next_with_id() {
            self.collect(run);
        }
        if self.in_doubt {
            self.reconcile().await?;
        }
        let room = self.core.room(self.held.values());
        // whatever waited behind a finished one in its lane is due only once that is written down: claim in the same transaction
        if self.finished.is_empty() && !room.is_none() {
            let (due, wait) = self.look(&room).await?;
            if !due {
                return Ok(wait);
            }
        }
        let ended = !self.finished.is_empty();
        self.in_doubt = !room.is_none();
        let claimed = match self.core.exchange(self.finished.clone(), room).await {
            Ok(claimed) => claimed,
            Err(error @ (StoreError::Unavailable(_) | StoreError::Full)) => return Err(error),
            Err(error) => {
                tracing::warn!("runs could not be written down together: {error}");
                self.core.separately(&mut self.finished).await?;
                return Ok(Duration::ZERO);
            }
        };
        self.in_doubt = false;
        self.finished.clear();
        let wait = if ended || !claimed.is_empty() { Duration::ZERO } else { POLL };
        for job in claimed {
            self.start(job);
        }
        Ok(wait)
    }

    /// Gives back what the table says we hold and we know nothing of.
    async fn reconcile(&mut self) -> Result<(), StoreError> {
        let known: HashSet<(String, i64)> = self.held.values().map(|job| (job.id.clone(), job.attempt)).collect();
        let known: HashSet<_> = known.into_iter().chain(self.finished.iter().map(|run| (run.id.clone(), run.attempt))).collect();
        let (node, boot) = (self.core.me.node.clone(), self.core.me.boot.to_string());
        let given_back = self
            .core
            .store
            .write(move |tx| -> Result<_, StoreError> {
                let unknown: Vec<_> = table::job::held(tx, &node, &boot)?.into_iter().filter(|run| !known.contains(run)).collect();
                for (id, attempt) in &unknown {
                    table::job::give_back(tx, id, *attempt)?;
                }
                Ok(unknown.len())
            })
            .await?;
        self.in_doubt = false;
        if given_back > 0 {
            tracing::warn!(jobs = given_back, "a claim had been committed without our knowing; its jobs are given back");
        }
        Ok(())
    }

    /// Whether anything can be claimed now, and for how long not. An idle queue is only read: claiming would write a little even if it claims
    /// nothing.
    async fn look(&self, room: &Room) -> Result<(bool, Duration), StoreError> {
        let now = self.core.now();
        let lines = self.core.store.read(table::job::lines).await?;
        let due = lines.iter().filter(|line| room.of(line) > 0).map(|line| line.due).min();
        Ok((due.is_some_and(|due| due <= now), due.map_or(POLL, |due| due.since(now).min(POLL))))
    }

    fn start(&mut self, job: Job) {
        let id = self.core.start(&mut self.runs, job.clone());
        self.held.insert(id, job);
    }

    fn collect(&mut self, run: Result<(Id, (Job, Ended)), tokio::task::JoinError>) {
        match run {
            Ok((id, (job, ended))) => {
                self.held.remove(&id);
                self.finished.push(self.core.finished(&job, ended));
            }
            Err(error) => {
                if let Some(job) = self.held.remove(&error.id()) {
                    self.finished.push(self.core.given_back(&job));
                }
            }
        }
    }

    /// Waits for what runs, gives the rest back, leaves the table of nodes.
    async fn close(mut self, grace: Duration) {
        let until = Instant::now() + grace;
        while let Ok(Some(run)) = timeout(until.saturating_duration_since(Instant::now()), self.runs.join_next_with_id()).await {
            self.collect(run);
        }
        self.runs.shutdown().await;
        self.finished.extend(self.held.values().map(Finished::given_back));
        for _ in 0..3 {
            match self.leave().await {
                Ok(()) => return,
                Err(error) => tracing::warn!("the node could not leave in order: {error}"),
            }
            sleep(POLL).await;
        }
    }

    async fn leave(&mut self) -> Result<(), StoreError> {
        self.core.exchange(self.finished.clone(), Room::default()).await?;
        self.finished.clear();
        node::end(&self.core.store, &self.core.me).await
    }
}
