//! When a failed callback is tried again: over a little more than three days (Standard Webhooks 1.0.0, «Operational considerations»).

use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// Seconds before each attempt, counted from the one before it.
const WAITS: [u64; 10] = [0, 5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// How many times a callback is tried.
pub const ATTEMPTS: u32 = WAITS.len() as u32;

/// How long to wait before `attempt` (0 is the first), or `None` where all attempts are used up and the callback has failed.
///
/// `chance`, any random number, stretches the wait by up to a tenth, so that receivers that broke together are not called together.
pub fn schedule(attempt: u32, chance: u32) -> Option<Duration> {
    let wait = Duration::from_secs(*WAITS.get(usize::try_from(attempt).ok()?)?);
    Some(wait + wait.mul_f64(f64::from(chance) / f64::from(u32::MAX) / 10.0))
}

/// The same where the receiver has asked for a wait by `Retry-After`: the longer of the two.
pub fn next_wait(attempt: u32, asked: Option<Duration>, chance: u32) -> Option<Duration> {
    Some(schedule(attempt, chance)?.max(asked.unwrap_or_default()))
}

/// How long after the first attempt the attempt before `attempt` was made by the schedule alone: 0, 5 s, 5 min 5 s, …
pub fn since_first(attempt: u32) -> Duration {
    let made = usize::try_from(attempt).unwrap_or(usize::MAX).min(WAITS.len());
    Duration::from_secs(WAITS[..made].iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_add_up() {
        let seconds = |attempt| since_first(attempt).as_secs();
        assert_eq!((seconds(0), seconds(1), seconds(2), seconds(3)), (0, 0, 5, 305));
        assert_eq!(seconds(ATTEMPTS), seconds(u32::MAX));
    }

    #[test]
    fn ten_attempts_take_a_little_more_than_three_days() {
        let waits: Vec<_> = (0..ATTEMPTS).map(|attempt| schedule(attempt, 0).expect("an attempt").as_secs()).collect();
        assert_eq!(waits, [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(schedule(ATTEMPTS, 0), None);
        assert_eq!(schedule(u32::MAX, 0), None);
    }

    #[test]
    fn chance_stretches_by_up_to_a_tenth_and_never_the_first() {
        assert_eq!(schedule(0, u32::MAX), Some(Duration::ZERO));
        assert_eq!(schedule(1, u32::MAX), Some(Duration::from_millis(5500)));
        assert!(schedule(4, 1 << 31).is_some_and(|wait| (7200..7921).contains(&wait.as_secs())));
    }

    #[test]
    fn the_receivers_wish_is_obeyed_where_it_is_longer() {
        let minute = Some(Duration::from_secs(60));
        assert_eq!(next_wait(1, minute, 0), minute);
        assert_eq!(next_wait(2, minute, 0), Some(Duration::from_secs(300)));
        assert_eq!(next_wait(ATTEMPTS, minute, 0), None);
    }
}
