//! A clock that runs faster than the world, and the same in every process of the drill.

use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;
use store::SystemClock;

/// Time since `begun` counts `speed` times.
#[derive(Debug, Clone, Copy)]
pub struct FastClock {
    begun: Timestamp,
    speed: u32,
}

impl FastClock {
    /// Begins now.
    pub fn begin(speed: u32) -> Self {
        Self { begun: SystemClock.now(), speed }
    }

    /// How another process gets the same clock.
    pub fn words(self) -> [String; 2] {
        [self.begun.micros().to_string(), self.speed.to_string()]
    }

    /// What [`FastClock::words`] said.
    pub fn parse(begun: &str, speed: &str) -> Result<Self, std::num::ParseIntError> {
        Ok(Self { begun: Timestamp::from_micros(begun.parse()?), speed: speed.parse()? })
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        self.begun.plus(SystemClock.now().since(self.begun).saturating_mul(self.speed))
    }

    fn steady(&self) -> Duration {
        SystemClock.steady().saturating_mul(self.speed)
    }
}
