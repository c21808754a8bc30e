//! `cargo xtask drill kill`: clients work, the server is killed at random moments and started again, and in the end everything it has
//! acknowledged has to be there, once (T2).

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use app::Ctx;
use client::{Client, Retry};
use serde_json::Value;
use tokio::task::JoinHandle;
use wire::office::NewEndpoint;

use super::call::ASIDE;
use super::gate::Gate;
use super::journal::Journal;
use super::ledger::Ledger;
use super::options::Options;
use super::phones::Phones;
use super::tally::Tally;
use super::world::{Actor, World};
use super::{inside, judge, samples, story};
use crate::office::Receiver;
use crate::office::{Chance, Kind, Office, Outcome, Place};

/// Seconds after readiness at which a kill comes.
const MOMENT: (f64, f64) = (0.2, 4.0);
/// The goal for getting ready again; a run fails at ten times of it only.
const READY: Duration = Duration::from_secs(2);
/// How long clients may take to finish what they had begun.
pub(super) const PATIENCE: Duration = Duration::from_secs(300);
/// Employees of the own company to begin with.
const CAST: usize = 3;

/// Runs the drill on every database that is asked for.
pub fn run(words: &[&str]) -> ExitCode {
    on_each_database("kill", Options::parse(words), |options| &options.databases, drill)
}

/// Runs a drill that says whether nothing was violated.
pub(super) fn on_each_database<O>(
    name: &str,
    options: Outcome<O>,
    databases: impl Fn(&O) -> &[Kind],
    drill: impl AsyncFn(&O, Kind) -> Outcome<bool>,
) -> ExitCode {
    let outcome = options.and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let mut sound = true;
        for kind in databases(&options) {
            sound &= runtime.block_on(drill(&options, *kind))?;
        }
        Ok(sound)
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("drill {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A world with its cast and clients at work.
pub(super) struct Stage {
    pub(super) receiver: Arc<Receiver>,
    pub(super) world: Arc<World>,
    pub(super) boot: Boot,
    pub(super) actors: Vec<JoinHandle<()>>,
}

/// Sets it up before a server that runs.
pub(super) async fn stage(options: &Options, folder: &std::path::Path, office: &Office, place: &Place) -> Outcome<Stage> {
    let receiver = Arc::new(Receiver::start().await?);
    let world = world(options.seed, folder, office, &office.url(), &receiver).await?;
    let boot = Boot::begin(&world, office, place).await?;
    let actors = play(&world, options.clients).await?;
    Ok(Stage { receiver, world, boot, actors })
}

/// Brings on the cast, and then the clients.
pub(super) async fn play(world: &Arc<World>, clients: usize) -> Outcome<Vec<JoinHandle<()>>> {
    for number in 0..CAST {
        let mut actor = Actor::new(world, 1000 + number);
        let company = world.own_company.clone();
        world.ledger.own.add(story::signatory(&mut actor, company).await?);
    }
    Ok((0..clients).map(|number| tokio::spawn(story::live(Actor::new(world, number)))).collect())
}

/// What recovery took, kill by kill.
#[derive(Debug, Default)]
struct Recovery {
    ready: Vec<Duration>,
    callbacks: Vec<Duration>,
}

async fn drill(options: &Options, kind: Kind) -> Outcome<bool> {
    let mut folder = tempfile::Builder::new().prefix("surguch-drill-").tempdir()?;
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let began = Instant::now();
    let outcome = within(options, kind, folder.path(), began).await;
    if !matches!(outcome, Ok(true)) {
        folder.disable_cleanup(true);
        println!("  kept: {} (journal, server.log, data); again: --seed {}", folder.path().display(), options.seed);
    }
    outcome
}

async fn within(options: &Options, kind: Kind, folder: &std::path::Path, began: Instant) -> Outcome<bool> {
    let place = Place::make(kind, folder)?;
    let mut office = Office::new(&options.binary, folder, &place)?;
    let first = office.start().await?;
    println!("{}: {} kills, {} clients, seed {}, first start {first:?}", kind.name(), options.kills, options.clients, options.seed);
    let Stage { receiver, world, mut boot, actors } = stage(options, folder, &office, &place).await?;

    let (mut chance, mut recovery) = (Chance::new(options.seed, u64::MAX - 1), Recovery::default());
    for kill in 1..=options.kills {
        tokio::time::sleep(Duration::from_secs_f64(chance.between(MOMENT.0, MOMENT.1))).await;
        office.kill().await?;
        world.gate.set(false);
        boot.end().await;
        let took = office.start().await?;
        recovery.ready.push(took);
        world.tally.require(took <= 10 * READY, || format!("kill {kill}: ready again after {took:?} only"));
        recovery.callbacks.extend(boot.flowing().await);
        boot = Boot::begin(&world, &office, &place).await?;
        boot.watch(&receiver);
        if kill % 20 == 0 {
            eprintln!("  {kill} kills, {} violations", world.tally.violations().len());
        }
    }
    world.over.store(true, Ordering::Relaxed);
    tokio::time::timeout(PATIENCE, futures::future::try_join_all(actors)).await.map_err(|_| "clients do not come to an end")??;
    recovery.callbacks.extend(boot.flowing().await);
    let worked = began.elapsed();

    let judged = judge::judge(&world, &boot.ctx, &receiver, kind).await?;
    boot.end().await;
    if let Err(error) = office.stop().await {
        world.tally.violation(format!("the graceful end: {error}"));
    }
    println!("  ready again        {}", spread(&recovery.ready));
    println!("  next callback      {} after readiness", spread(&recovery.callbacks));
    report(&world, &judged, worked, began.elapsed());
    Ok(world.tally.violations().is_empty())
}

/// Makes what the clients share; they reach the house at `url`.
pub(super) async fn world(seed: u64, folder: &std::path::Path, office: &Office, url: &str, receiver: &Receiver) -> Outcome<Arc<World>> {
    let key = office.admin(&["api-key", "create"]).await?;
    let licensee: Value = serde_json::from_str(&office.admin(&["licensee", "show"]).await?)?;
    let own_company = licensee["own_company_id"].as_str().ok_or("the licensee has no own company")?.to_owned();
    let client = Client::new(url, key).with_retry(Retry::NEVER);
    // before anything happens, so that every event has to come
    let endpoint = client.add_endpoint(&NewEndpoint { url: receiver.url.clone(), ..NewEndpoint::default() }).await?;
    receiver.believe(endpoint.secret.as_deref().unwrap_or_default())?;
    let elsewhere = Receiver::start().await?.url;
    Ok(Arc::new(World {
        client,
        gate: Gate::closed(),
        journal: Journal::create(&folder.join("journal"))?,
        tally: Tally::default(),
        ledger: Ledger::default(),
        phones: Phones::default(),
        samples: samples::make(&folder.join("samples"), seed)?,
        own_company,
        elsewhere,
        seed,
        over: AtomicBool::new(false),
    }))
}

/// What lives from one start of the server to the next: our own look into its data, and the open gate.
pub(super) struct Boot {
    pub(super) ctx: Ctx,
    listening: JoinHandle<()>,
    first_callback: Option<JoinHandle<Duration>>,
}

impl Boot {
    pub(super) async fn begin(world: &Arc<World>, office: &Office, place: &Place) -> Outcome<Self> {
        let ctx = tokio::task::block_in_place(|| inside::open(&office.data, place))?;
        let (phones, inside) = (world.clone(), ctx.clone());
        let listening = tokio::spawn(async move {
            if let Err(error) = phones.phones.listen(&inside).await {
                phones.tally.violation(format!("reading text messages: {error}"));
            }
        });
        world.gate.set(true);
        Ok(Self { ctx, listening, first_callback: None })
    }

    /// Measures from now when the next callback comes.
    fn watch(&mut self, receiver: &Arc<Receiver>) {
        let (receiver, before, since) = (receiver.clone(), receiver.count(), Instant::now());
        self.first_callback = Some(tokio::spawn(async move {
            while receiver.count() == before {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            since.elapsed()
        }));
    }

    /// When the first callback of this boot came, if any did.
    async fn flowing(&mut self) -> Option<Duration> {
        let task = self.first_callback.take()?;
        if !task.is_finished() {
            task.abort();
        }
        task.await.ok()
    }

    /// A restart has to find the database as the kill left it, so nobody else may hold it open.
    pub(super) async fn end(&mut self) {
        self.listening.abort();
        let _ = (&mut self.listening).await;
        self.ctx.store.clone().close().await;
    }
}

/// Prints what was counted and the verdict.
pub(super) fn report(world: &World, judged: &judge::Judged, worked: Duration, whole: Duration) {
    let counts = world.tally.counts();
    let acknowledged: BTreeMap<_, _> = counts.iter().filter(|(name, _)| !ASIDE.contains(name)).collect();
    let sum: u64 = acknowledged.values().copied().sum();
    println!("  acknowledged       {sum} ({:.0} a second)", sum as f64 / worked.as_secs_f64());
    for (name, count) in acknowledged {
        println!("    {name:<20} {count}");
    }
    for name in ASIDE {
        println!("  {name:<22} {}", world.tally.of(name));
    }
    for (name, value) in &judged.figures {
        println!("  {name:<22} {value}");
    }
    let violations = world.tally.violations();
    for violation in violations.iter().take(40) {
        println!("  VIOLATION {violation}");
    }
    let verdict = if violations.is_empty() { "nothing lost, nothing doubled, nothing stuck" } else { "BROKEN" };
    println!("  {verdict}: {} violations, {:.0} s", violations.len(), whole.as_secs_f64());
}

/// Median, 99th of a hundred, longest.
pub(super) fn spread(spans: &[Duration]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let Some(last) = sorted.last() else { return "-".to_owned() };
    let at = |share: usize| sorted[(sorted.len() * share / 100).min(sorted.len() - 1)].as_millis();
    format!("p50 {} ms, p99 {} ms, max {} ms of {}", at(50), at(99), last.as_millis(), sorted.len())
}
