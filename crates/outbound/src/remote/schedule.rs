//! When a call that failed is repeated within its own time.

use std::time::Duration;

/// How many times a call is tried, the first among them. More than that is a job's business.
pub const ATTEMPTS: u32 = 3;
/// The longest wait before the second attempt; doubles with each.
const FIRST: Duration = Duration::from_millis(200);

/// How long to wait before `attempt` (0 is the first), or `None` where all are used up.
///
/// `chance`, any random number, picks a place in the upper half of the wait, so that callers who failed together do not come together.
pub fn wait_before(attempt: u32, chance: u32) -> Option<Duration> {
    let longest = match attempt {
        0 => return Some(Duration::ZERO),
        1..ATTEMPTS => FIRST * 2u32.pow(attempt - 1),
        _ => return None,
    };
    // another part of the number for each attempt
    let part = chance.rotate_left(attempt * 11);
    Some(longest / 2 + (longest / 2).mul_f64(f64::from(part) / f64::from(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_attempts_with_waits_that_double_and_scatter() {
        let millis = |attempt, chance| wait_before(attempt, chance).map(|wait| wait.as_millis());
        assert_eq!([millis(0, 7), millis(1, 0), millis(2, 0), millis(3, 0)], [Some(0), Some(100), Some(200), None]);
        assert_eq!([millis(0, u32::MAX), millis(1, u32::MAX), millis(2, u32::MAX)], [Some(0), Some(200), Some(400)]);
        assert_eq!(wait_before(u32::MAX, 1), None);
    }
}
