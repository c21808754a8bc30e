//! When a service is left alone: a circuit breaker as a value. It reads no clock and knows nothing of HTTP.
//!
//! Closed, every call passes; so many failures one after the other open it. Open, nothing passes until the rest is over. Then it is half
//! open: one call passes as a probe, and its outcome closes the breaker or opens it for twice as long.

use std::time::{Duration, Instant};

/// The longest pause, also of those that a service asks for.
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// When it opens, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// How many failures one after the other open it; at least 1.
    pub failures: u32,
    /// How long the first rest is.
    pub rest: Duration,
    /// The longest rest, also of those that the service itself asks for.
    pub longest: Duration,
}

impl Default for BreakerSettings {
    /// Five failures, half a minute, ten minutes.
    fn default() -> Self {
        Self { failures: 5, rest: Duration::from_secs(30), longest: LONGEST_PAUSE }
    }
}

/// The state, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    /// Calls pass.
    Closed,
    /// One call is let through to see.
    HalfOpen,
    /// Nothing passes.
    Open,
}

impl BreakerState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Closed, Self::HalfOpen, Self::Open];

    /// A stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::HalfOpen => "half_open",
            Self::Open => "open",
        }
    }
}

/// The right to one call. Whoever has one says how the call ended; an outcome from before the last change of state says nothing about the
/// service as it is now, and is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a call that was let through has to say how it ended"]
pub struct Pass {
    epoch: u64,
}

/// A circuit breaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaker {
    settings: BreakerSettings,
    /// Grows with every change of state.
    epoch: u64,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Closed { failures: u32 },
    Open { until: Instant, rest: Duration },
    HalfOpen { probing: bool, rest: Duration },
}

impl Breaker {
    /// Closed.
    pub fn new(settings: BreakerSettings) -> Self {
        Self { settings, epoch: 0, state: State::Closed { failures: 0 } }
    }

    /// Lets a call through at `now`, or says how long to wait before asking again.
    pub fn admit(&mut self, now: Instant) -> Result<Pass, Duration> {
        if let State::Open { until, rest } = self.state
            && until <= now
        {
            self.become_state(State::HalfOpen { probing: false, rest });
        }
        match &mut self.state {
            State::Closed { .. } => {}
            State::Open { until, .. } => return Err(until.duration_since(now)),
            State::HalfOpen { probing: true, rest } => return Err(*rest),
            State::HalfOpen { probing, .. } => *probing = true,
        }
        Ok(Pass { epoch: self.epoch })
    }

    /// The service has answered.
    pub fn succeeded(&mut self, pass: Pass) {
        if pass.epoch != self.epoch {
            return;
        }
        match &mut self.state {
            State::Closed { failures } => *failures = 0,
            State::HalfOpen { .. } => self.become_state(State::Closed { failures: 0 }),
            State::Open { .. } => {}
        }
    }

    /// It has not, or has asked to be left alone for `asked`, which counts at once.
    pub fn failed(&mut self, pass: Pass, now: Instant, asked: Option<Duration>) {
        if pass.epoch != self.epoch {
            return;
        }
        let first = self.settings.rest.min(self.settings.longest);
        let rest = match &mut self.state {
            State::Closed { failures } => {
                *failures += 1;
                if *failures < self.settings.failures && asked.is_none() {
                    return;
                }
                first
            }
            State::HalfOpen { rest, .. } if asked.is_some() => *rest,
            State::HalfOpen { rest, .. } => rest.saturating_mul(2).min(self.settings.longest),
            State::Open { .. } => return,
        };
        let wait = asked.unwrap_or(rest).min(self.settings.longest);
        self.become_state(State::Open { until: now + wait, rest });
    }

    /// The call was given up before anything could be said of the service.
    pub fn abandoned(&mut self, pass: Pass) {
        if let State::HalfOpen { probing, .. } = &mut self.state
            && pass.epoch == self.epoch
        {
            *probing = false;
        }
    }

    /// How it stands at `now`.
    pub fn state(&self, now: Instant) -> BreakerState {
        match self.state {
            State::Closed { .. } => BreakerState::Closed,
            State::Open { until, .. } if until > now => BreakerState::Open,
            State::Open { .. } | State::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    fn become_state(&mut self, state: State) {
        self.epoch += 1;
        self.state = state;
    }
}

#[cfg(test)]
#[path = "breaker_tests.rs"]
mod tests;
