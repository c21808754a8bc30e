//! Durable work: claimed under a node's lease, run outside any transaction, retried, kept in order within lanes, recurring.
//!
//! A job is enqueued with [`store::Tx::job`] in the transaction of the change that calls for it, so it exists exactly when the change does.
//! It runs at least once: a handler tells the outside world the job's id, and changes of its own are made so that doing them again does no
//! harm. Who finishes a job names its attempt, so a run that lost its lease changes nothing.
//!
//! ```text
//! let mut registry = Registry::new();
//! registry.on("callback.deliver", Duration::from_secs(20), move |job| deliver(ctx.clone(), job));
//! registry.every("crl.publish", Duration::from_secs(600));
//! Worker::new(store, clock, registry, Identity { node, boot }).run(shutdown).await;
//! ```

mod backoff;
mod breadth;
mod finish;
mod job;
mod node;
mod registry;
mod room;
mod run;
mod schedule;
mod worker;

pub use backoff::Backoff;
pub use job::{Ended, Job, Outcome, Record, Strain};
pub use registry::Registry;
pub use store::NewJob;
pub use worker::{Identity, Worker};
