//! Requests and connections as they are counted.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::sample::{Number, Samples, Spread};
use super::table::{CONNECTIONS, CUT, IN_FLIGHT, REQUESTS, SECONDS};

/// Upper ends of the spans that requests are counted in, in seconds.
const SPANS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

#[derive(Debug, Default)]
pub(super) struct Traffic {
    /// By operation; operations are routes of the program, so there are few.
    operations: Mutex<BTreeMap<String, Operation>>,
    in_flight: AtomicU64,
    connections: Mutex<BTreeMap<&'static str, u64>>,
    cut: Mutex<BTreeMap<&'static str, u64>>,
}

#[derive(Debug, Default)]
struct Operation {
    statuses: BTreeMap<u16, u64>,
    spans: [u64; SPANS.len() + 1],
    seconds: f64,
}

impl Traffic {
    pub(super) fn answered(&self, operation: &str, status: u16, took: Duration) {
        let mut operations = locked(&self.operations);
        let known = match operations.get_mut(operation) {
            Some(known) => known,
            None => operations.entry(operation.to_owned()).or_default(),
        };
        *known.statuses.entry(status).or_default() += 1;
        let seconds = took.as_secs_f64();
        known.spans[SPANS.iter().position(|span| seconds <= *span).unwrap_or(SPANS.len())] += 1;
        known.seconds += seconds;
    }

    pub(super) fn begin(&self) {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(&self) {
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn connected(&self, listener: &'static str) {
        *locked(&self.connections).entry(listener).or_default() += 1;
    }

    pub(super) fn disconnected(&self, listener: &'static str) {
        let mut connections = locked(&self.connections);
        let open = connections.entry(listener).or_default();
        *open = open.saturating_sub(1);
    }

    pub(super) fn cut(&self, reason: &'static str) {
        *locked(&self.cut).entry(reason).or_default() += 1;
    }

    pub(super) fn sample(&self, samples: &mut Samples) {
        let operations = locked(&self.operations);
        let statuses = operations.iter().flat_map(|(name, operation)| {
            operation.statuses.iter().map(move |(status, count)| ([name.clone(), status.to_string()], Number::Whole(*count)))
        });
        samples.add(REQUESTS, statuses);
        let spreads = operations.iter().map(|(name, operation)| {
            let ends = SPANS.iter().copied().chain([f64::MAX]);
            let spread = Spread { spans: ends.zip(operation.spans).collect(), sum: operation.seconds };
            ([name.clone()], Number::Spread(spread))
        });
        samples.add(SECONDS, spreads);
        samples.one(IN_FLIGHT, Number::Whole(self.in_flight.load(Ordering::Relaxed)));
        samples.add(CONNECTIONS, locked(&self.connections).iter().map(|(name, open)| ([(*name).to_owned()], Number::Whole(*open))));
        samples.add(CUT, locked(&self.cut).iter().map(|(reason, count)| ([(*reason).to_owned()], Number::Whole(*count))));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
