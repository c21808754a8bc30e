//! Metrics for Prometheus: counted while requests pass, gathered from the house when somebody asks.

mod process;
mod sample;
pub mod table;
mod traffic;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{AppError, Ctx, figures};

use sample::{Number, Samples, Spread};
use traffic::Traffic;

/// The media type of what [`Metrics::text`] returns.
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of a process. Clones share them.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    traffic: Traffic,
    started: Instant,
    /// Where the data folder is, for the room that is left there.
    folder: Option<PathBuf>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new(None)
    }
}

/// Something that is under way until it is dropped.
pub(crate) struct Under<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for Under<F> {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}

impl Metrics {
    /// Of a process with this data folder.
    pub fn over(folder: &Path) -> Self {
        Self::new(Some(folder.to_owned()))
    }

    fn new(folder: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner { traffic: Traffic::default(), started: Instant::now(), folder }))
    }

    /// An answer, by operation: a route of the program.
    pub(crate) fn answered(&self, operation: &str, status: u16, took: Duration) {
        self.0.traffic.answered(operation, status, took);
    }

    /// A request is worked on.
    pub(crate) fn request(&self) -> Under<impl FnOnce() + use<>> {
        let metrics = self.clone();
        metrics.0.traffic.begin();
        Under(Some(move || metrics.0.traffic.end()))
    }

    /// A connection is open.
    pub(crate) fn connection(&self, listener: &'static str) -> Under<impl FnOnce() + use<>> {
        let metrics = self.clone();
        metrics.0.traffic.connected(listener);
        Under(Some(move || metrics.0.traffic.disconnected(listener)))
    }

    /// The server ended a connection.
    pub(crate) fn cut(&self, reason: &'static str) {
        self.0.traffic.cut(reason);
    }

    /// All of them in the text format of OpenMetrics.
    pub async fn text(&self, ctx: &Ctx) -> Result<String, AppError> {
        let mut samples = Samples::default();
        self.0.traffic.sample(&mut samples);
        house(&figures::gather(ctx).await, &mut samples);
        if let Some(folder) = &self.0.folder {
            process::room(folder, &mut samples);
        }
        process::sample(&mut samples);
        samples.one(table::UPTIME, Number::Real(self.0.started.elapsed().as_secs_f64()));
        samples.add(table::BUILD, [([env!("CARGO_PKG_VERSION").to_owned()], Number::Whole(1))]);
        samples.text().map_err(|error| AppError::internal("metrics").because(error))
    }
}

/// Whom this process asks, and how that goes.
fn counterparts(all: &[figures::Counterpart], samples: &mut Samples) {
    let labels = |one: &figures::Counterpart, word: &str| [one.counterpart.to_owned(), word.to_owned()];
    let outcomes =
        all.iter().flat_map(|one| one.outcomes.iter().map(move |(outcome, count)| (labels(one, outcome), Number::Whole(*count))));
    samples.add(table::COUNTERPARTS, outcomes);
    let states = all.iter().flat_map(|one| {
        let states = figures::BreakerState::ALL.into_iter();
        states.map(move |state| (labels(one, state.word()), Number::Whole((one.breaker == state).into())))
    });
    samples.add(table::BREAKERS, states);
}

/// What the house says of itself.
fn house(figures: &figures::Figures, samples: &mut Samples) {
    let counted = |words: &[&str], count: u64| (words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), Number::Whole(count));
    let store = &figures.store;
    samples.add(table::TRANSACTIONS, [counted(&["served"], store.served), counted(&["failed"], store.failed)]);
    let spans = figures::COMMIT_SPANS.iter().copied().chain([f64::MAX]).zip(store.commits).collect();
    samples.one(table::COMMITS, Number::Spread(Spread { spans, sum: store.seconds }));
    samples.one(table::WAITING, Number::Whole(store.waiting as u64));
    samples.one(table::DATABASE_UP, Number::Whole(figures.rows.is_some().into()));
    samples.add(table::EVENTS, store.events.iter().map(|(kind, count)| counted(&[kind], *count)));
    samples.add(table::ACTS, store.acts.iter().map(|(act, outcome, count)| counted(&[act, outcome], *count)));
    samples.add(table::SERVICES, figures.services.iter().map(|(service, outcome, count)| counted(&[service, outcome], *count)));
    samples.add(table::CALLBACKS, figures.callbacks.iter().map(|(outcome, count)| counted(&[outcome], *count)));
    counterparts(&figures.counterparts, samples);
    let Some(rows) = &figures.rows else { return };
    samples.one(table::DATABASE_BYTES, Number::Whole(rows.bytes));
    samples.add(table::JOBS, rows.jobs.iter().map(|jobs| counted(&[&jobs.kind, &jobs.state], jobs.count)));
    samples.add(table::ENDPOINTS, rows.endpoints.iter().map(|(state, count)| counted(&[state], *count)));
    samples.one(table::OLDEST_CALLBACK, Number::Real(rows.oldest_callback.as_secs_f64()));
    for (metric, left) in [(table::AUTHORITY_LEFT, rows.authority_left), (table::LIST_LEFT, rows.list_left)] {
        if let Some(left) = left {
            samples.one(metric, Number::Real(left as f64 / 1e6));
        }
    }
    samples.one(table::ENDING, Number::Whole(rows.ending));
    let open = rows.jobs.iter().filter(|jobs| jobs.state == "open");
    samples.add(table::OLDEST, open.map(|jobs| ([jobs.kind.clone()], Number::Real(jobs.overdue.as_secs_f64()))));
}

#[cfg(test)]
mod tests {
    use app::figures::{BreakerState, Counterpart};

    use super::*;

    #[test]
    fn each_counterpart_has_its_outcomes_and_one_state() {
        let one = |counterpart, outcomes, breaker| Counterpart { counterpart, outcomes, breaker };
        let all = [one("fms", vec![("answered", 7), ("timed_out", 2)], BreakerState::Closed), one("esia", Vec::new(), BreakerState::Open)];
        let mut samples = Samples::default();
        counterparts(&all, &mut samples);
        let text = samples.text().unwrap();
        for line in [
            r#"surguch_counterpart_calls_total{counterpart="fms",outcome="answered"} 7"#,
            r#"surguch_counterpart_calls_total{counterpart="fms",outcome="timed_out"} 2"#,
            r#"surguch_counterpart_breaker{counterpart="fms",state="closed"} 1"#,
            r#"surguch_counterpart_breaker{counterpart="fms",state="open"} 0"#,
            r#"surguch_counterpart_breaker{counterpart="esia",state="open"} 1"#,
        ] {
            assert!(text.lines().any(|known| known == line), "{line}: {text}");
        }
    }
}
