//! Watches the clock for stamps: what it says has to go on as evenly as the time that nobody can set.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;

/// After a jump nobody knows for so long which time was right.
const DOUBT: Duration = Duration::from_secs(60);
/// So long one pair of moments is what others are held against; then the next one is, since clocks are also put right slowly.
const WINDOW: Duration = Duration::from_secs(600);
/// How fast a clock is put right slowly: at most 500 millionths (adjtime(3), RFC 5905 §11.3).
const SLEW: u32 = 2000;

/// The watch.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Option<Seen>>);

#[derive(Clone, Copy)]
struct Seen {
    wall: Timestamp,
    steady: Duration,
    /// On the time that nobody can set.
    doubtful_until: Duration,
}

impl Watch {
    /// The present moment, if the clock may be believed to be within `accuracy` of where it was going.
    pub(super) fn sound_now(&self, clock: &dyn Clock, accuracy: Duration) -> Option<Timestamp> {
        let (wall, steady) = (clock.now(), clock.steady());
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(seen) = *last else {
            *last = Some(Seen { wall, steady, doubtful_until: Duration::ZERO });
            return Some(wall);
        };
        let elapsed = steady.saturating_sub(seen.steady);
        let expected = seen.wall.plus(elapsed);
        let off = wall.since(expected).max(expected.since(wall));
        let jumped = off > accuracy + elapsed / SLEW;
        let doubtful_until = if jumped { steady + DOUBT } else { seen.doubtful_until };
        if jumped || elapsed > WINDOW {
            *last = Some(Seen { wall, steady, doubtful_until });
        }
        (steady >= doubtful_until).then_some(wall)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

    use super::*;

    const ACCURACY: Duration = Duration::from_secs(1);

    #[derive(Default)]
    struct Hands {
        wall: AtomicI64,
        steady: AtomicU64,
    }

    impl Clock for Hands {
        fn now(&self) -> Timestamp {
            Timestamp::from_micros(self.wall.load(Ordering::SeqCst))
        }

        fn steady(&self) -> Duration {
            Duration::from_micros(self.steady.load(Ordering::SeqCst))
        }
    }

    impl Hands {
        /// The wall clock moves by the one, true time by the other, in milliseconds.
        fn pass(&self, wall: i64, steady: u64) {
            self.wall.fetch_add(wall * 1000, Ordering::SeqCst);
            self.steady.fetch_add(steady * 1000, Ordering::SeqCst);
        }
    }

    #[test]
    fn a_clock_that_goes_evenly_is_believed_for_ever() {
        let (watch, clock) = (Watch::default(), Hands::default());
        for _ in 0..10_000 {
            // put right slowly all the time
            clock.pass(60_020, 60_000);
            assert!(watch.sound_now(&clock, ACCURACY).is_some());
        }
    }

    #[test]
    fn a_jump_to_either_side_is_doubted_for_a_minute() {
        for jump in [1_100, -1_100, 3_600_000, -3_600_000] {
            let (watch, clock) = (Watch::default(), Hands::default());
            clock.pass(5_000_000, 5_000_000);
            assert!(watch.sound_now(&clock, ACCURACY).is_some());
            clock.pass(jump + 10, 10);
            assert!(watch.sound_now(&clock, ACCURACY).is_none(), "{jump}");
            clock.pass(59_000, 59_000);
            assert!(watch.sound_now(&clock, ACCURACY).is_none(), "{jump}");
            clock.pass(2_000, 2_000);
            assert!(watch.sound_now(&clock, ACCURACY).is_some(), "{jump}");
        }
    }

    #[test]
    fn small_jumps_do_not_add_up_unseen() {
        let (watch, clock) = (Watch::default(), Hands::default());
        let believed = (0..5).filter(|_| {
            clock.pass(900, 1);
            watch.sound_now(&clock, ACCURACY).is_some()
        });
        assert_eq!(believed.count(), 2);
    }
}
