//! What all clients of a drill share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use client::Client;

use super::gate::Gate;
use super::journal::Journal;
use super::ledger::Ledger;
use super::phones::Phones;
use super::samples::Sample;
use super::tally::Tally;
use crate::office::Chance;

/// The shared part.
pub struct World {
    /// Never repeats by itself: the drill wants to know.
    pub client: Client,
    pub gate: Gate,
    pub journal: Journal,
    pub tally: Tally,
    pub ledger: Ledger,
    pub phones: Phones,
    pub samples: Vec<Sample>,
    /// The licensee's own company.
    pub own_company: String,
    /// Where endpoints point that come and go.
    pub elsewhere: String,
    pub seed: u64,
    /// No new stories are begun.
    pub over: AtomicBool,
}

/// One client: its own chance and its own idempotency keys.
pub struct Actor {
    pub world: Arc<World>,
    pub number: usize,
    pub chance: Chance,
    keys: AtomicU64,
}

impl Actor {
    /// Client number `number`.
    pub fn new(world: &Arc<World>, number: usize) -> Self {
        Self { world: world.clone(), number, chance: Chance::new(world.seed, number as u64), keys: AtomicU64::new(1) }
    }

    /// A key that nobody else has, the same for a seed.
    pub fn key(&self) -> String {
        format!("drill-{}-{}-{}", self.world.seed, self.number, self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// A number above zero that nobody else has: sixteen clients share what seven digits hold.
    pub fn unique(&self) -> u64 {
        const SHARE: u64 = 600_000;
        self.number as u64 * SHARE + self.keys.fetch_add(1, Ordering::Relaxed) % SHARE
    }
}
