//! Who is let in: nobody while what is inside cannot be served soon.
//!
//! Three things tell how soon that is: transactions that wait for the database, tasks that wait for a processor, and the crowd of calls that
//! are inside. Who is let in waits about as long in turn, so past a bound it is kinder to say so at once than to let everybody wait until
//! nobody listens any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{AppError, Ctx};
use axum::body::Body;
use axum::http::Method;
use domain::code;
use tokio::runtime::Handle;

use crate::crowd::{Crowd, Visit};

/// Between two beats: a beat that comes late has waited behind other tasks.
const BEAT: Duration = Duration::from_millis(50);

/// The door of one face; clones are the same door.
#[derive(Clone)]
pub(crate) struct Door {
    ctx: Ctx,
    pulse: Arc<Pulse>,
    crowd: Arc<Crowd>,
}

struct Pulse {
    begin: Instant,
    /// When the last beat came, in microseconds after `begin`; 0 where nothing beats.
    last: AtomicU64,
}

impl Door {
    /// A door whose pulse beats on the present runtime until the door is gone. Without a runtime the database alone decides.
    pub(crate) fn new(ctx: Ctx) -> Self {
        let pulse = Arc::new(Pulse { begin: Instant::now(), last: AtomicU64::new(0) });
        if let Ok(runtime) = Handle::try_current() {
            let beating = Arc::downgrade(&pulse);
            runtime.spawn(async move {
                while let Some(pulse) = beating.upgrade() {
                    pulse.beat();
                    drop(pulse);
                    tokio::time::sleep(BEAT).await;
                }
            });
        }
        Self { ctx, pulse, crowd: Arc::default() }
    }

    /// Of which house.
    pub(crate) fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// Lets a caller in who does not have to wait for long, and counts who wants more than to read.
    pub(crate) fn admit(&self, method: &Method, body: Body) -> Result<(Body, Visit), AppError> {
        let visit = Visit::default();
        let Some(longest) = self.ctx.settings.longest_queue else { return Ok((body, visit)) };
        let reading = method.is_safe();
        let crowd = if reading { Duration::ZERO } else { self.crowd.delay() };
        if self.ctx.store.delay(reading).max(self.pulse.lag()).max(crowd) > longest {
            return Err(AppError::from(code::UNAVAILABLE).private("too many wait").retry_after(Duration::from_secs(1)));
        }
        let body = if reading { body } else { visit.of(body, &self.crowd, longest) };
        Ok((body, visit))
    }
}

impl Pulse {
    fn beat(&self) {
        self.last.store(u64::try_from(self.begin.elapsed().as_micros()).unwrap_or(u64::MAX).max(1), Ordering::Relaxed);
    }

    /// By how much the next beat is late.
    fn lag(&self) -> Duration {
        match self.last.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            last => self.begin.elapsed().saturating_sub(Duration::from_micros(last) + BEAT),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulse_that_stops_is_late_and_one_that_never_began_is_not() {
        let pulse = Pulse { begin: Instant::now(), last: AtomicU64::new(0) };
        std::thread::sleep(2 * BEAT);
        assert_eq!(pulse.lag(), Duration::ZERO);
        pulse.beat();
        std::thread::sleep(3 * BEAT);
        assert!(pulse.lag() >= 2 * BEAT, "{:?}", pulse.lag());
        pulse.beat();
        assert!(pulse.lag() < 2 * BEAT, "{:?}", pulse.lag());
    }
}
