//! How long to wait before the next run.

use std::time::Duration;

/// Doubling waits, a cap, and an end.
pub struct Backoff {
    /// After the first failure.
    pub first: Duration,
    /// Never longer than this.
    pub cap: Duration,
    /// After so many failures the job has failed for good.
    pub failures: i64,
    /// Changes a wait a little, so that jobs which failed together do not come back together.
    pub jitter: Box<dyn Fn(Duration) -> Duration + Send + Sync>,
}

/// 5 s, 10 s, 20 s, … up to an hour, 30 failures, about a day; no jitter.
impl Default for Backoff {
    fn default() -> Self {
        Self { first: Duration::from_secs(5), cap: Duration::from_secs(3600), failures: 30, jitter: Box::new(|wait| wait) }
    }
}

impl Backoff {
    /// The wait after failure number `failure`; none where the job is to be given up.
    pub fn after(&self, failure: i64) -> Option<Duration> {
        if failure >= self.failures {
            return None;
        }
        let doublings = u32::try_from(failure.clamp(1, 32) - 1).unwrap_or(0);
        Some((self.jitter)(self.first.saturating_mul(2_u32.saturating_pow(doublings)).min(self.cap)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap_and_end() {
        let backoff = Backoff { failures: 15, ..Backoff::default() };
        let seconds: Vec<u64> = (1..).map_while(|failure| backoff.after(failure)).map(|wait| wait.as_secs()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]);
    }
}
