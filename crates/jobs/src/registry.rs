//! Which handler runs which kind, and what recurs.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::{Ended, Job};

type Running = Pin<Box<dyn Future<Output = Ended> + Send>>;

/// A handler and how long one run of it may take.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) timeout: Duration,
    /// Runs at once on this node.
    pub(crate) width: usize,
    pub(crate) run: Arc<dyn Fn(Job) -> Running + Send + Sync>,
}

/// A kind that is enqueued again and again.
pub(crate) struct Periodic {
    pub(crate) kind: &'static str,
    pub(crate) every: Duration,
}

/// What a worker can do.
#[derive(Default)]
pub struct Registry {
    pub(crate) handlers: BTreeMap<&'static str, Handler>,
    pub(crate) periodic: Vec<Periodic>,
}

impl Registry {
    /// Knows nothing yet. Jobs of kinds that it does not know are left for a worker that does.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs jobs of `kind` with `handler`, each run no longer than `timeout`. A run that takes longer or panics counts as
    /// [`Outcome::Backoff`](crate::Outcome::Backoff). `kind` holds no colon.
    pub fn on<F, R, E>(&mut self, kind: &'static str, timeout: Duration, handler: F) -> &mut Self
    where
        F: Fn(Job) -> R + Send + Sync + 'static,
        R: Future<Output = E> + Send + 'static,
        E: Into<Ended>,
    {
        assert!(!kind.contains(':'), "a kind of job holds no colon: {kind}");
        let run = Arc::new(move |job| {
            let run = handler(job);
            Box::pin(async move { run.await.into() }) as Running
        });
        let before = self.handlers.insert(kind, Handler { timeout, width: usize::MAX, run });
        assert!(before.is_none(), "two handlers for {kind}");
        self
    }

    /// Runs no more than `width` jobs of `kind` at once on this node. Places of its own for every kind keep one whose runs hang from taking
    /// the places of the others.
    pub fn width(&mut self, kind: &'static str, width: usize) -> &mut Self {
        let handler = self.handlers.get_mut(kind).unwrap_or_else(|| panic!("no handler for {kind}"));
        handler.width = width.max(1);
        self
    }

    /// Enqueues a job of `kind` every `every`, once over all nodes, and none while the last one is still open. Missed times are not made up
    /// for. Its handler is registered by [`Registry::on`].
    pub fn every(&mut self, kind: &'static str, every: Duration) -> &mut Self {
        self.periodic.push(Periodic { kind, every });
        self
    }

    /// What the kinds with a width of their own take together.
    pub(crate) fn reserved(&self) -> usize {
        self.handlers.values().map(|handler| handler.width).filter(|width| *width < usize::MAX).sum()
    }
}
