//! Clients in parallel, each doing one thing after the other.

use std::time::{Duration, Instant};

use crate::bench::machine;
use crate::office::Outcome;

/// What a client does again and again.
pub trait Work: Send + 'static {
    /// Once.
    fn once(&mut self) -> impl Future<Output = Outcome<()>> + Send;
}

/// Figures of one load.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Operations a second.
    pub rate: f64,
    /// Half of them took less, in microseconds.
    pub p50: f64,
    /// All but a hundredth took less, in microseconds.
    pub p99: f64,
    /// Processor time of the server and its children for each, in microseconds.
    pub processor: f64,
}

impl Figures {
    /// Of spans in microseconds.
    pub fn of(mut spans: Vec<f64>, elapsed: Duration, processor: Duration) -> Outcome<Self> {
        spans.sort_by(f64::total_cmp);
        let last = spans.len().checked_sub(1).ok_or("nothing was done in time")?;
        let at = |share: usize| spans[(spans.len() * share / 100).min(last)];
        let count = spans.len() as f64;
        Ok(Self { rate: count / elapsed.as_secs_f64(), p50: at(50), p99: at(99), processor: processor.as_secs_f64() * 1e6 / count })
    }
}

/// Runs all clients for `span` against the server with this process id. The first failure of any ends the run.
pub async fn run<W: Work>(clients: Vec<W>, span: Duration, server: u32) -> Outcome<Figures> {
    let before = machine::processor_time_of(server)?;
    let start = Instant::now();
    let running: Vec<_> = clients
        .into_iter()
        .map(|mut client| {
            tokio::spawn(async move {
                let mut spans = Vec::new();
                while start.elapsed() < span {
                    let began = Instant::now();
                    client.once().await?;
                    spans.push(began.elapsed().as_secs_f64() * 1e6);
                }
                Outcome::Ok(spans)
            })
        })
        .collect();
    let mut spans = Vec::new();
    for client in running {
        spans.extend(client.await??);
    }
    let elapsed = start.elapsed();
    Figures::of(spans, elapsed, machine::processor_time_of(server)?.saturating_sub(before))
}
