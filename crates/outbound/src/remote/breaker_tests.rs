//! The breaker's table of transitions, and what holds whatever happens.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

const SETTINGS: BreakerSettings = BreakerSettings { failures: 3, rest: Duration::from_secs(10), longest: Duration::from_secs(35) };

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// What happens to the breaker.
#[derive(Debug, Clone, Copy)]
enum Step {
    Succeeds,
    Fails,
    AsksFor(u64),
    IsGivenUp,
    /// Time passes.
    Wait(u64),
}

/// One call after the other; those that are not let through stand as «refused» with the wait.
fn play(steps: &[Step]) -> String {
    let mut now = Instant::now();
    let mut breaker = Breaker::new(SETTINGS);
    let mut told = String::new();
    for step in steps {
        let word = match step {
            Step::Wait(span) => {
                now += seconds(*span);
                format!("+{span} s")
            }
            call => match breaker.admit(now) {
                Err(wait) => format!("refused for {} s", wait.as_secs()),
                Ok(pass) => {
                    match call {
                        Step::Succeeds => breaker.succeeded(pass),
                        Step::Fails => breaker.failed(pass, now, None),
                        Step::AsksFor(span) => breaker.failed(pass, now, Some(seconds(*span))),
                        Step::IsGivenUp => breaker.abandoned(pass),
                        Step::Wait(_) => unreachable!("handled above"),
                    }
                    format!("{call:?}")
                }
            },
        };
        write!(told, "{word} → {}; ", breaker.state(now).word()).unwrap();
    }
    told.trim_end_matches("; ").to_owned()
}

#[test]
fn the_table_of_the_breaker() {
    use Step::*;
    for (steps, told) in [
        (&[Fails, Fails, Succeeds, Fails, Fails][..], "Fails → closed; Fails → closed; Succeeds → closed; Fails → closed; Fails → closed"),
        (
            &[Fails, Fails, Fails, Fails, Wait(9), Fails],
            "Fails → closed; Fails → closed; Fails → open; refused for 10 s → open; +9 s → open; refused for 1 s → open",
        ),
        (
            &[Fails, Fails, Fails, Wait(10), Succeeds, Fails],
            "Fails → closed; Fails → closed; Fails → open; +10 s → half_open; Succeeds → closed; Fails → closed",
        ),
        (
            &[Fails, Fails, Fails, Wait(10), Fails, Wait(19), Fails, Wait(1), Fails, Wait(35), Fails, Wait(35), Succeeds],
            "Fails → closed; Fails → closed; Fails → open; +10 s → half_open; Fails → open; +19 s → open; refused for 1 s → open; \
             +1 s → half_open; Fails → open; +35 s → half_open; Fails → open; +35 s → half_open; Succeeds → closed",
        ),
        (&[AsksFor(7), Fails, Wait(7), Succeeds], "AsksFor(7) → open; refused for 7 s → open; +7 s → half_open; Succeeds → closed"),
        (&[AsksFor(1000), Wait(34), Fails], "AsksFor(1000) → open; +34 s → open; refused for 1 s → open"),
        (
            &[Fails, Fails, Fails, Wait(10), IsGivenUp, Succeeds],
            "Fails → closed; Fails → closed; Fails → open; +10 s → half_open; IsGivenUp → half_open; Succeeds → closed",
        ),
        (&[Fails, Fails, IsGivenUp, Fails], "Fails → closed; Fails → closed; IsGivenUp → closed; Fails → open"),
    ] {
        assert_eq!(play(steps), told);
    }
}

#[test]
fn half_open_lets_one_probe_through_at_a_time() {
    let now = Instant::now();
    let mut breaker = Breaker::new(BreakerSettings { failures: 1, ..SETTINGS });
    let pass = breaker.admit(now).unwrap();
    breaker.failed(pass, now, None);
    let later = now + seconds(10);
    let probe = breaker.admit(later).unwrap();
    assert!(breaker.admit(later).is_err() && breaker.admit(later + seconds(1000)).is_err());
    breaker.abandoned(probe);
    assert!(breaker.admit(later).is_ok());
}

#[test]
fn an_outcome_of_before_says_nothing_about_now() {
    let now = Instant::now();
    let mut breaker = Breaker::new(BreakerSettings { failures: 1, ..SETTINGS });
    let [slow, quick] = [breaker.admit(now).unwrap(), breaker.admit(now).unwrap()];
    breaker.failed(quick, now, None);
    breaker.succeeded(slow);
    assert_eq!(breaker.state(now), BreakerState::Open, "a success that began before the failure does not close it");
    let probe = breaker.admit(now + seconds(10)).unwrap();
    breaker.succeeded(probe);
    breaker.failed(slow, now + seconds(10), None);
    breaker.failed(probe, now + seconds(10), None);
    assert_eq!(breaker.state(now + seconds(10)), BreakerState::Closed);
}

fn any_step() -> impl Strategy<Value = (u8, u64)> {
    (0..6u8, 0..40u64)
}

proptest! {
    /// Many calls at once, that end in any order and any way.
    #[test]
    fn whatever_happens_it_opens_only_by_failures_and_never_for_longer_than_the_longest(steps in proptest::collection::vec(any_step(), 1..80)) {
        let mut now = Instant::now();
        let mut breaker = Breaker::new(SETTINGS);
        let mut open: Vec<Pass> = Vec::new();
        let mut failures = 0u32;
        for (step, number) in steps {
            match step {
                0 => now += seconds(number),
                1 | 2 => match breaker.admit(now) {
                    Ok(pass) => {
                        prop_assert_ne!(breaker.state(now), BreakerState::Open, "nothing passes an open breaker");
                        open.push(pass);
                    }
                    Err(wait) => {
                        prop_assert!(wait <= SETTINGS.longest);
                        prop_assert_ne!(breaker.state(now), BreakerState::Closed, "a closed one refuses nobody");
                    }
                },
                ending if !open.is_empty() => {
                    let pass = open.remove(usize::try_from(number).unwrap() % open.len());
                    let before = breaker.state(now);
                    match ending {
                        3 => breaker.succeeded(pass),
                        4 => { breaker.failed(pass, now, None); failures += 1; }
                        _ => breaker.abandoned(pass),
                    }
                    if before != BreakerState::Open && breaker.state(now) == BreakerState::Open {
                        prop_assert!(failures >= SETTINGS.failures);
                        prop_assert_eq!(ending, 4);
                    }
                }
                _ => {}
            }
        }
        // however it stands: once every call has ended and the longest rest is over, a call passes and a success closes it
        for pass in open {
            breaker.abandoned(pass);
        }
        now += SETTINGS.longest;
        let pass = breaker.admit(now);
        prop_assert!(pass.is_ok());
        breaker.succeeded(pass.unwrap());
        prop_assert_eq!(breaker.state(now), BreakerState::Closed);
    }
}
