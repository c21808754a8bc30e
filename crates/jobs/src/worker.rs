//! A worker: what it knows, and one pass of its work.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;
use store::{Store, StoreError, table};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::breadth::Breadths;
use crate::finish::Finished;
use crate::node::{self, Watch};
use crate::registry::Handler;
use crate::room::Room;
use crate::{Backoff, Ended, Job, Outcome, Registry, Strain, schedule};

/// Who holds the leases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Stable over restarts, another one on every machine: a restart frees the node's own jobs at once.
    pub node: String,
    /// Another one at every start.
    pub boot: Uuid,
}

/// Claims jobs and runs them.
pub struct Worker {
    pub(crate) core: Arc<Core>,
    pub(crate) grace: Duration,
}

pub(crate) struct Core {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) registry: Registry,
    pub(crate) me: Identity,
    pub(crate) backoff: Backoff,
    /// Jobs at once.
    pub(crate) width: usize,
    breadths: Arc<Breadths>,
    watch: Watch,
    begun: OnceCell<()>,
    /// When stuck lanes were last looked for.
    looked: Mutex<Option<Timestamp>>,
}

/// Between two looks for stuck lanes: they walk all that waits.
const LANES: Duration = Duration::from_secs(5);

/// A run in progress; gives the job back with its outcome.
pub(crate) type Runs = JoinSet<(Job, Ended)>;

impl Worker {
    /// A worker that runs up to 32 jobs at once, or as many as the kinds' own widths add up to, with the default back-off.
    pub fn new(store: Store, clock: Arc<dyn Clock>, registry: Registry, me: Identity) -> Self {
        let width = registry.reserved().max(32);
        let core = Core {
            store,
            clock,
            registry,
            me,
            backoff: Backoff::default(),
            width,
            breadths: Arc::default(),
            watch: Watch::default(),
            begun: OnceCell::new(),
            looked: Mutex::default(),
        };
        Self { core: Arc::new(core), grace: Duration::from_secs(20) }
    }

    /// Runs up to `width` jobs at once.
    pub fn width(self, width: usize) -> Self {
        self.change(|core| core.width = width.max(1))
    }

    /// Waits by `backoff` between runs.
    pub fn backoff(self, backoff: Backoff) -> Self {
        self.change(|core| core.backoff = backoff)
    }

    /// How long a shutdown waits for running jobs; after that they are given back.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    fn change(mut self, change: impl FnOnce(&mut Core)) -> Self {
        if let Some(core) = Arc::get_mut(&mut self.core) {
            change(core);
        }
        self
    }

    /// One pass: beat, free what dead nodes held, enqueue what recurs, claim, run everything claimed to its end, write it down.
    /// Returns how many jobs ran. For tests, with a clock that they move.
    pub async fn step(&self) -> Result<usize, StoreError> {
        self.core.tend().await?;
        let mut runs = Runs::new();
        for job in self.core.exchange(Vec::new(), self.core.room(std::iter::empty())).await? {
            self.core.start(&mut runs, job);
        }
        let mut finished = Vec::new();
        while let Some(run) = runs.join_next().await {
            if let Ok((job, ended)) = run {
                finished.push(self.core.finished(&job, ended));
            }
        }
        let ran = finished.len();
        if let Err(error) = self.core.exchange(finished.clone(), Room::default()).await {
            tracing::warn!("runs could not be written down together: {error}");
            self.core.separately(&mut finished).await?;
        }
        Ok(ran)
    }

    /// [`Worker::step`] until there is nothing to do now; returns how many jobs ran.
    pub async fn drain(&self) -> Result<usize, StoreError> {
        let mut ran = 0;
        loop {
            match self.step().await? {
                0 => return Ok(ran),
                count => ran += count,
            }
        }
    }
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What is due once a second; false where another process has become this node.
    pub(crate) async fn tend(&self) -> Result<bool, StoreError> {
        let now = self.now();
        self.begun
            .get_or_try_init(|| async {
                let freed = node::begin(&self.store, &self.me, now).await?;
                tracing::info!(node = self.me.node, freed, "the node takes up work");
                Ok::<_, StoreError>(())
            })
            .await?;
        if !node::beat(&self.store, &self.me, now).await? {
            return Ok(false);
        }
        node::free_dead(&self.store, &self.watch, &self.me, now).await?;
        schedule::enqueue(&self.store, &self.registry.periodic, now).await?;
        self.free_stuck_lanes(now).await?;
        Ok(true)
    }

    /// Looks for lanes that nobody has let go on; there hardly ever is one.
    async fn free_stuck_lanes(&self, now: Timestamp) -> Result<(), StoreError> {
        {
            let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked.is_some_and(|before| now.since(before) < LANES) {
                return Ok(());
            }
            *looked = Some(now);
        }
        let lanes = self.store.read(table::job::stuck_lanes).await?;
        if lanes.is_empty() {
            return Ok(());
        }
        self.store.write(move |tx| lanes.iter().try_for_each(|lane| table::job::unblock(tx, lane))).await
    }

    /// What is free beside `held`.
    pub(crate) fn room<'a>(&self, held: impl Iterator<Item = &'a Job>) -> Room {
        Room::beside(held, self.width, &self.registry, &self.breadths)
    }

    /// Writes down what has finished and claims what there is room for, in one transaction.
    pub(crate) async fn exchange(&self, finished: Vec<Finished>, room: Room) -> Result<Vec<Job>, StoreError> {
        if finished.is_empty() && room.is_none() {
            return Ok(Vec::new());
        }
        let (node, boot, now) = (self.me.node.clone(), self.me.boot.to_string(), self.now());
        let claimed = self
            .store
            .write(move |tx| -> Result<_, StoreError> {
                for run in &finished {
                    if !run.write(tx)? {
                        tracing::warn!(
                            job = run.id,
                            kind = run.kind,
                            attempt = run.attempt,
                            "a run had lost its lease; its end changes nothing"
                        );
                    }
                }
                if room.is_none() || !table::node::hold(tx, &node, &boot)? {
                    return Ok(Vec::new());
                }
                let (mut room, mut claimed) = (room.clone(), Vec::new());
                for line in table::job::lines(tx)?.iter().filter(|line| line.due <= now) {
                    let limit = room.of(line);
                    if limit > 0 {
                        let jobs = table::job::claim(tx, &node, &boot, &line.name, now, limit)?;
                        room.take(line.kind(), jobs.len());
                        claimed.extend(jobs);
                    }
                }
                Ok(claimed)
            })
            .await?;
        Ok(claimed.into_iter().map(Job::from).collect())
    }

    /// Begins a run.
    pub(crate) fn start(&self, runs: &mut Runs, job: Job) -> tokio::task::Id {
        let handler = self.registry.handlers.get(job.kind.as_str()).cloned();
        self.breadths.begin(&job);
        runs.spawn(async move {
            let ended = match handler {
                Some(handler) => guarded(handler, job.clone()).await,
                None => Outcome::retry("nobody runs this kind of job").into(),
            };
            (job, ended)
        })
        .id()
    }

    pub(crate) fn finished(&self, job: &Job, ended: Ended) -> Finished {
        self.breadths.end(job, ended.strain);
        Finished::of(job, ended, &self.backoff, self.now())
    }

    /// A run that was broken off.
    pub(crate) fn given_back(&self, job: &Job) -> Finished {
        self.breadths.end(job, Strain::Unknown);
        Finished::given_back(job)
    }

    /// Writes down one by one what could not be written together, so that one run whose record fails keeps no other from its end.
    pub(crate) async fn separately(&self, finished: &mut Vec<Finished>) -> Result<(), StoreError> {
        while let Some(run) = finished.last() {
            match self.exchange(vec![run.clone()], Room::default()).await {
                Ok(_) => {
                    finished.pop();
                }
                Err(error @ (StoreError::Unavailable(_) | StoreError::Full)) => return Err(error),
                Err(error) if run.record.is_some() => {
                    let without = run.without_record(&error, self.now());
                    finished.pop();
                    finished.push(without);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Runs a handler in a task of its own, so that a panic ends this run only, and not longer than it may take.
async fn guarded(handler: Handler, job: Job) -> Ended {
    let mut run = JoinSet::new();
    run.spawn((handler.run)(job));
    match tokio::time::timeout(handler.timeout, run.join_next()).await {
        Ok(Some(Ok(ended))) => ended,
        Ok(Some(Err(error))) => Outcome::retry(format!("the handler panicked: {error}")).into(),
        Ok(None) => Outcome::retry("the handler did not run").into(),
        Err(_) => Ended::from(Outcome::retry(format!("not done within {:?}", handler.timeout))).strained(Strain::Heavy),
    }
}
