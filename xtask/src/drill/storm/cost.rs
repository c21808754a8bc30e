//! What an endpoint that never answers costs the others: the same events sent to healthy endpoints with it and without it, in turn.

use std::time::{Duration, Instant};

use app::endpoint::{Changes, Span};
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::Options;
use super::clock::FastClock;
use super::house::{House, Tenant, call, make_events, of_any_version};
use super::receiver::{Mood, Receiver};
use crate::office::Outcome;

/// Endpoints that take everything, and the number of the one that takes nothing.
const HEALTHY: usize = 8;
/// Rounds with it, and as many without.
const ROUNDS: usize = 3;
/// A round takes seconds.
const BOUND: Duration = Duration::from_secs(120);

/// Prints the cost; an error where it is more than `options` allow.
pub async fn measure(options: &Options) -> Outcome<()> {
    let folder = tempfile::Builder::new().prefix("surguch-storm-").tempdir()?;
    // in real time: the pauses that an endpoint is given are part of what it costs
    let clock = FastClock::begin(1);
    let receiver = Receiver::start(clock, Mood::AllBut(HEALTHY), options.seed).await?;
    let house = House::open_calm(folder.path(), clock)?;
    let tenants = house.settle(HEALTHY + 1, &receiver).await?;
    set(&house, &tenants[HEALTHY], "paused").await?;
    // each round sends those of the healthy endpoints once more
    let each = (options.events / 100).clamp(100, 1000);
    make_events(&house.ctx, each * (HEALTHY + 1)).await?;
    let (stop, stopped) = oneshot::channel::<()>();
    let working = house.work(async move { drop(stopped.await) });
    let first = each * HEALTHY;
    until(&receiver, first).await?;
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(round(&house, &tenants, &receiver, first).await?);
        set(&house, &tenants[HEALTHY], "active").await?;
        with.push(round(&house, &tenants, &receiver, first).await?);
        set(&house, &tenants[HEALTHY], "paused").await?;
    }
    drop(stop);
    working.await?;
    let rate = |times: &[Duration]| times.iter().min().map_or(0.0, |best| first as f64 / best.as_secs_f64());
    let cost = 100.0 * (1.0 - rate(&with) / rate(&without));
    println!(
        "{:.0} callbacks/s to {HEALTHY} endpoints, {:.0} beside one that never answers: it costs them {cost:.1} % (best of {ROUNDS} rounds each)",
        rate(&without),
        rate(&with)
    );
    if cost <= options.cost { Ok(()) } else { Err(format!("more than {} %", options.cost).into()) }
}

/// Sends every event to the healthy endpoints once more; how long it took.
async fn round(house: &House, tenants: &[Tenant], receiver: &Receiver, events: usize) -> Outcome<Duration> {
    let before = receiver.takings();
    let begun = Instant::now();
    for tenant in &tenants[..HEALTHY] {
        app::endpoint::replay(&house.ctx, &call(tenant.licensee), tenant.endpoint, Span::Numbers(1, i64::MAX)).await?;
    }
    until(receiver, before + events).await?;
    Ok(begun.elapsed())
}

async fn until(receiver: &Receiver, enough: usize) -> Outcome<()> {
    let begun = Instant::now();
    while receiver.takings() < enough {
        if begun.elapsed() > BOUND {
            return Err(format!("{} of {enough} callbacks came: {}", receiver.takings(), receiver.summary()).into());
        }
        sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

async fn set(house: &House, tenant: &Tenant, state: &str) -> Outcome<()> {
    let changes = Changes { state: Some(state.to_owned()), ..Changes::default() };
    app::endpoint::update(&house.ctx, &of_any_version(call(tenant.licensee)), tenant.endpoint, changes).await?;
    Ok(())
}
