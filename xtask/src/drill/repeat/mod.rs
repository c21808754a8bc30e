//! `cargo xtask drill repeat`: every call that creates or sends goes out three times at once under one key, some of them while the server
//! is killed, some again with another body: exactly one effect each, and the same answer to the byte (T6).

mod options;
mod order;
mod thrice;
mod verdict;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use self::options::Options;
use self::order::{Desk, Order};
use self::thrice::{Kept, Outlet};
use super::gate::Gate;
use super::kill::on_each_database;
use super::tally::Tally;
use crate::load::Signer;
use crate::office::{Chance, Kind, Office, Outcome, Place};

/// Clients at once; each has three calls under way.
const CLIENTS: usize = 8;
/// Of a hundred operations, so many are sent again with another body.
const ALTERED: usize = 10;
/// Of a hundred operations, so many see a kill: as many are under way at each kill as there are clients.
const KILLED: u64 = 5;

/// Runs the drill on every database that is asked for.
pub fn run(words: &[&str]) -> ExitCode {
    on_each_database("repeat", Options::parse(words), |options| &options.databases, drill)
}

/// What the clients share.
struct Shared {
    desk: Desk,
    outlet: Outlet,
    tally: Tally,
    /// Operations that may still be begun.
    left: AtomicU64,
    over: AtomicBool,
}

async fn drill(options: &Options, kind: Kind) -> Outcome<bool> {
    let mut folder = tempfile::Builder::new().prefix("surguch-repeat-").tempdir()?;
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let outcome = within(options, kind, folder.path()).await;
    if !matches!(outcome, Ok(true)) {
        folder.disable_cleanup(true);
        println!("  kept: {} (server.log, data); again: --seed {}", folder.path().display(), options.seed);
    }
    outcome
}

async fn within(options: &Options, kind: Kind, folder: &Path) -> Outcome<bool> {
    let place = Place::make(kind, folder)?;
    let mut office = Office::new(&options.binary, folder, &place)?;
    office.start().await?;
    let signer = Signer::prepare(&office).await?;
    let before = verdict::count(&office, &place).await?;
    let gate = Gate::closed();
    gate.set(true);
    let shared = Arc::new(Shared {
        desk: Desk::new(options.seed, signer),
        outlet: Outlet::new(office.address(), gate.clone()),
        tally: Tally::default(),
        left: AtomicU64::new(options.operations),
        over: AtomicBool::new(false),
    });
    let began = Instant::now();
    let clients: Vec<_> = (0..CLIENTS).map(|number| tokio::spawn(client(shared.clone(), options.seed, number))).collect();
    let kills = kill(&shared, &mut office, &gate, options.operations).await?;
    let mut kept = Vec::new();
    for client in clients {
        kept.extend(client.await?);
    }
    let worked = began.elapsed();

    // what was answered then is answered now, after one more kill
    office.kill().await?;
    office.start().await?;
    for sample in kept.iter().step_by((kept.len() / 100).max(1)) {
        shared.outlet.again(sample, &shared.tally).await;
    }
    let done = shared.desk.done();
    let after = verdict::count(&office, &place).await?;
    verdict::judge(&before, &after, &done, &shared.tally);
    office.stop().await?;
    report(kind, options, &shared.tally, &done, kills, worked.as_secs_f64());
    Ok(shared.tally.violations().is_empty())
}

/// One client: order after order until enough operations are done. Keeps what it was answered.
async fn client(shared: Arc<Shared>, seed: u64, number: usize) -> Vec<Kept> {
    let mut chance = Chance::new(seed, number as u64 + 1);
    let mut kept: Vec<Kept> = Vec::new();
    while shared.left.load(Ordering::Relaxed) > 0 {
        let mut next = Some(shared.desk.first(&mut chance));
        while let Some(order) = next.take() {
            shared.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(1))).ok();
            let Some(answer) = shared.outlet.thrice(&order, &shared.tally).await else { break };
            shared.desk.note(order.name);
            if chance.percent(ALTERED) {
                shared.outlet.altered(&order, &shared.tally).await;
            }
            next = shared.desk.follow(&order, &answer);
            kept.push(Kept { order, answer });
        }
    }
    shared.over.store(true, Ordering::Relaxed);
    kept
}

/// Kills the server whenever so many operations are done that the share is kept. Returns how often.
async fn kill(shared: &Shared, office: &mut Office, gate: &Gate, operations: u64) -> Outcome<u64> {
    let kills = (operations * KILLED / 100 / CLIENTS as u64).max(1);
    let mut killed = 0;
    while killed < kills && !shared.over.load(Ordering::Relaxed) {
        let done = operations - shared.left.load(Ordering::Relaxed);
        if done < (killed + 1) * operations / (kills + 1) {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            continue;
        }
        gate.set(false);
        office.kill().await?;
        office.start().await?;
        gate.set(true);
        killed += 1;
    }
    Ok(killed)
}

fn report(kind: Kind, options: &Options, tally: &Tally, done: &BTreeMap<&'static str, u64>, kills: u64, seconds: f64) {
    let sum: u64 = done.values().sum();
    println!(
        "{}: {sum} operations three times each, {kills} kills, seed {}, {:.0} operations a second",
        kind.name(),
        options.seed,
        sum as f64 / seconds
    );
    for (name, count) in done {
        println!("    {name:<22} {count}");
    }
    for (name, count) in tally.counts() {
        println!("  {name:<24} {count}");
    }
    let violations = tally.violations();
    for violation in violations.iter().take(40) {
        println!("  VIOLATION {violation}");
    }
    let verdict = if violations.is_empty() { "one effect each, the same answer to the byte" } else { "BROKEN" };
    println!("  {verdict}: {} violations", violations.len());
}

impl Order {
    /// How violations name it.
    fn title(&self) -> String {
        format!("{} under {}", self.name, self.key)
    }
}
