//! How often somebody may call, and how much is worked on at once. Both belong to one listener of one node, and go by real time.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::{AppError, Ctx, Rate};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::code;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::Semaphore;

use crate::{About, Refusal};

/// What callers are told of their limits (draft-ietf-httpapi-ratelimit-headers-10).
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub(crate) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// After so many calls those who have not called for a while are forgotten.
const TIDY_EVERY: usize = 4096;
/// How long a call waits for its turn where everything is busy.
const QUEUE_WITHIN: Duration = Duration::from_secs(2);

/// The limits on how often somebody calls; clones share their counts.
#[derive(Clone)]
pub struct Rates {
    callers: Option<Arc<Bucket>>,
    addresses: Option<Arc<Bucket>>,
}

impl Rates {
    /// As the administrator set them.
    pub fn of(ctx: &Ctx) -> Self {
        let bucket = |name, rate| Bucket::new(name, rate).map(Arc::new);
        Self { callers: bucket("caller", ctx.settings.caller_rate), addresses: bucket("address", ctx.settings.address_rate) }
    }

    /// Counts a call of a known caller.
    pub(crate) fn caller(&self, who: &str) -> Result<Left, AppError> {
        self.callers.as_ref().map_or(Ok(Left::default()), |bucket| bucket.take(who))
    }

    /// Counts a call of somebody unknown; whoever has no address is in process.
    pub(crate) fn address(&self, address: Option<&str>) -> Result<Left, AppError> {
        match (&self.addresses, address) {
            (Some(bucket), Some(address)) => bucket.take(block(address).as_str()),
            _ => Ok(Left::default()),
        }
    }

    /// Counts every call of `router` by its address: for doors that are open to everybody.
    pub fn around<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        router.layer(from_fn_with_state(self.clone(), by_address))
    }
}

async fn by_address(State(rates): State<Rates>, about: About, request: Request, next: Next) -> Response {
    match rates.address(about.address.as_deref()) {
        Ok(left) => left.tell(next.run(request).await),
        Err(error) => Refusal::from(error).into_response(),
    }
}

/// IPv6 callers own whole networks, so the first half of an address counts.
fn block(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

type Counts = DefaultKeyedRateLimiter<String, StateInformationMiddleware>;

/// A rate for each of many.
struct Bucket {
    counts: Counts,
    clock: DefaultClock,
    policy: HeaderValue,
    name: &'static str,
    rate: Rate,
    taken: AtomicUsize,
}

impl Bucket {
    /// Nothing where there is no limit.
    fn new(name: &'static str, rate: Rate) -> Option<Self> {
        let per_second = NonZeroU32::new(rate.per_second)?;
        let burst = NonZeroU32::new(rate.burst).unwrap_or(per_second);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let rate = Rate { per_second: per_second.get(), burst: burst.get() };
        let window = rate.burst.div_ceil(rate.per_second);
        let policy = HeaderValue::from_str(&format!("\"{name}\";q={burst};w={window}")).ok()?;
        let counts = RateLimiter::keyed(quota).with_middleware();
        Some(Self { counts, clock: DefaultClock::default(), policy, name, rate, taken: AtomicUsize::new(0) })
    }

    fn take(&self, who: &str) -> Result<Left, AppError> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.counts.retain_recent();
        }
        match self.counts.check_key(&who.to_owned()) {
            Ok(state) => Ok(self.left(state.remaining_burst_capacity())),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                // whole seconds, rounded up: whoever comes at the told second is not refused again
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Err(AppError::from(code::RATE_LIMITED).retry_after(Duration::from_secs(seconds.max(1))).with("limit", self.rate.burst))
            }
        }
    }

    fn left(&self, remaining: u32) -> Left {
        let seconds = self.rate.burst.saturating_sub(remaining).div_ceil(self.rate.per_second);
        let limit = HeaderValue::from_str(&format!("\"{}\";r={remaining};t={seconds}", self.name)).ok();
        Left(limit.map(|limit| (self.policy.clone(), limit)))
    }
}

/// What is left to a caller; nothing where nobody counts.
#[derive(Default)]
pub(crate) struct Left(Option<(HeaderValue, HeaderValue)>);

impl Left {
    /// Tells the caller.
    pub(crate) fn tell(self, mut response: Response) -> Response {
        if let Some((policy, limit)) = self.0 {
            let headers: &mut HeaderMap = response.headers_mut();
            headers.insert(RATE_LIMIT_POLICY, policy);
            headers.insert(RATE_LIMIT, limit);
        }
        response
    }
}

/// How many calls are worked on at once. As many more wait for a moment; the rest is asked to come again.
#[derive(Clone)]
pub struct Gate(Arc<Places>);

struct Places {
    free: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
    within: Duration,
}

impl Gate {
    /// With `places` places.
    pub fn new(places: usize) -> Self {
        Self::within(places, QUEUE_WITHIN)
    }

    fn within(places: usize, within: Duration) -> Self {
        let places = places.clamp(1, Semaphore::MAX_PERMITS);
        Self(Arc::new(Places { free: Semaphore::new(places), waiting: AtomicUsize::new(0), most_waiting: places, within }))
    }

    /// Lets calls to `router` in by turns.
    pub fn around<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        router.layer(from_fn_with_state(self.clone(), in_turn))
    }
}

async fn in_turn(State(Gate(places)): State<Gate>, request: Request, next: Next) -> Response {
    if let Ok(_place) = places.free.try_acquire() {
        return next.run(request).await;
    }
    let busy = || Refusal::from(code::OVERLOADED).into_response();
    let Some(_waiting) = Waiting::enter(&places) else { return busy() };
    match tokio::time::timeout(places.within, places.free.acquire()).await {
        Ok(Ok(_place)) => {
            drop(_waiting);
            next.run(request).await
        }
        _ => busy(),
    }
}

/// One who waits; a caller who hangs up leaves the queue too.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(places: &'a Places) -> Option<Self> {
        let enter = |waiting| (waiting < places.most_waiting).then_some(waiting + 1);
        places.waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, enter).ok()?;
        Some(Self(&places.waiting))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn a_caller_has_a_burst_and_then_a_rate_and_others_have_their_own() {
        let bucket = Bucket::new("caller", Rate { per_second: 1, burst: 3 }).unwrap();
        let told: Vec<String> = (0..3).map(|_| bucket.take("a").unwrap().0.unwrap().1.to_str().unwrap().to_owned()).collect();
        assert_eq!(told, ["\"caller\";r=2;t=1", "\"caller\";r=1;t=2", "\"caller\";r=0;t=3"]);
        let refused = bucket.take("a").err().unwrap();
        assert_eq!((refused.code, refused.retry_after), (code::RATE_LIMITED, Some(Duration::from_secs(1))));
        assert_eq!(bucket.take("b").unwrap().0.unwrap().0, "\"caller\";q=3;w=3");
        assert!(Bucket::new("caller", Rate::default()).is_none());
    }

    #[test]
    fn a_network_of_one_caller_counts_as_one() {
        assert_eq!(block("2001:db8:1:2:3:4:5:6"), block("2001:db8:1:2:ffff::1"));
        assert_ne!(block("2001:db8:1:2::1"), block("2001:db8:1:3::1"));
        assert_ne!(block("192.0.2.1"), block("192.0.2.2"));
    }

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_asked_to_come_again() {
        let stop = Arc::new(Semaphore::new(0));
        let work = stop.clone();
        let handler = move || async move {
            work.acquire().await.unwrap().forget();
            "done"
        };
        let gate = Gate::within(1, Duration::from_secs(60));
        let router = gate.around(Router::new().route("/", get(handler)));
        let call = |router: Router| tokio::spawn(router.oneshot(Request::new(Body::empty())));
        let first = call(router.clone());
        while gate.0.free.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = call(router.clone());
        while gate.0.waiting.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(call(router.clone()).await.unwrap().unwrap().status(), 503);
        stop.add_permits(2);
        assert_eq!(first.await.unwrap().unwrap().status(), 200);
        assert_eq!(second.await.unwrap().unwrap().status(), 200);
        assert_eq!((gate.0.waiting.load(Ordering::Relaxed), gate.0.free.available_permits()), (0, 1));
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let gate = Gate::within(1, Duration::from_millis(10));
        let router = gate.around(Router::new().route("/", get(std::future::pending::<&str>)));
        let held = tokio::spawn(router.clone().oneshot(Request::new(Body::empty())));
        while gate.0.free.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(router.oneshot(Request::new(Body::empty())).await.unwrap().status(), 503);
        held.abort();
    }
}
