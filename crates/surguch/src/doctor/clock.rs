//! The clock of the machine: whether somebody is moving it.

use std::time::{Duration, Instant};

use domain::clock::Clock;
use domain::time::Timestamp;
use store::SystemClock;

use super::Findings;

/// How long it is watched.
const WATCHED: Duration = Duration::from_millis(200);
/// How far it may be off what it is compared with before anybody is told, and before codes and sessions suffer.
const NOTABLE: Duration = Duration::from_secs(5);
const BAD: Duration = Duration::from_secs(60);
/// When this program was made: no clock is right that stands before.
const MADE: i64 = 1_790_000_000;

pub(super) const CHECK: &str = "clock";
const ADVICE: &str = "let chrony or systemd-timesyncd keep it";

/// Watches it for a moment: it goes as fast as time does, and is not in the past.
pub(super) async fn check(findings: &mut Findings) {
    let (began, at) = (Instant::now(), SystemClock.now());
    tokio::time::sleep(WATCHED).await;
    let (passed, shown) = (began.elapsed(), SystemClock.now());
    let off = shown.micros() - at.micros() - i64::try_from(passed.as_micros()).unwrap_or(i64::MAX);
    if shown < Timestamp::from_seconds(MADE) {
        findings.failed(CHECK, format!("it shows {shown}, which is past"), ADVICE);
    } else if off.unsigned_abs() > 100_000 {
        findings.warn(CHECK, format!("it was moved by {} ms while it was watched", off / 1000), ADVICE);
    } else {
        findings.ok(CHECK, format!("it shows {shown} and goes evenly"));
    }
}

/// Compares it with another one; `whose` says which.
pub(super) fn compare(whose: &str, other: Timestamp, findings: &mut Findings) {
    let now = SystemClock.now();
    let off = Duration::from_micros((now.micros() - other.micros()).unsigned_abs());
    let text = format!("{} s off {whose}", off.as_secs());
    if off > BAD {
        findings.failed(CHECK, text, ADVICE);
    } else if off > NOTABLE {
        findings.warn(CHECK, text, ADVICE);
    } else {
        findings.ok(CHECK, format!("the same as {whose}"));
    }
}

/// Records that were made later than now: the clock went back.
pub(super) fn after(newest: Option<Timestamp>, findings: &mut Findings) {
    let now = SystemClock.now();
    if let Some(newest) = newest.filter(|newest| newest.since(now) > NOTABLE) {
        findings.failed(CHECK, format!("the newest record is of {newest}, later than now"), ADVICE);
    }
}
