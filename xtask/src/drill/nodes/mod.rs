//! `cargo xtask drill nodes`: several servers over one PostgreSQL and one bucket work while everything around them breaks: servers are
//! killed, the database is killed and its sessions are ended, the storage of files fails in every way it can (T4).

mod balancer;
mod fleet;
mod options;
mod trouble;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use app::Ctx;
use testkit::s3::S3Server;
use tokio::task::JoinHandle;

use super::kill::{self, spread};
use super::world::World;
use super::{inside, judge};
use crate::office::{Chance, Kind, Outcome, Place, Receiver};
use balancer::Balancer;
use fleet::Fleet;
use options::Options;
use trouble::{Figures, Trouble};

/// How long clients may take to finish what they had begun.
const PATIENCE: Duration = Duration::from_secs(300);
/// Between two troubles, in seconds.
const CALM: (f64, f64) = (0.5, 1.5);

/// Runs the drill.
pub fn run(words: &[&str]) -> ExitCode {
    let outcome = Options::parse(words).and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build()?;
        runtime.block_on(drill(&options))
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("drill nodes: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn drill(options: &Options) -> Outcome<bool> {
    let mut folder = tempfile::Builder::new().prefix("surguch-drill-").tempdir()?;
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let outcome = within(options, folder.path()).await;
    if !matches!(outcome, Ok(true)) {
        folder.disable_cleanup(true);
        println!("  kept: {} (journal, node-*/server.log); again: --seed {}", folder.path().display(), options.seed);
    }
    outcome
}

async fn within(options: &Options, folder: &std::path::Path) -> Outcome<bool> {
    let began = Instant::now();
    let place = tokio::task::block_in_place(|| Place::own_postgres(folder))?;
    let storage = S3Server::over(&folder.join("s3"), "127.0.0.1:0".parse()?).await?;
    // all of them at once: one founds, the others find
    let mut fleet = Fleet::new(options, folder, &place, &storage)?;
    let first = fleet.start_all().await?;
    let balancer = Balancer::start(fleet.addresses()).await?;
    println!("{} nodes over PostgreSQL and S3, {} clients, seed {}, first start {first:?}", options.nodes, options.clients, options.seed);

    let receiver = Arc::new(Receiver::start().await?);
    let world = kill::world(options.seed, folder, fleet.first(), &balancer.url, &receiver).await?;
    let ctx = tokio::task::block_in_place(|| inside::open(&fleet.first().data, &place))?;
    let phones = listen(&world, &ctx);
    world.gate.set(true);
    let actors = kill::play(&world, options.clients).await?;

    let (mut chance, mut figures) = (Chance::new(options.seed, u64::MAX - 2), Figures::default());
    let until = began + options.span.unwrap_or_default();
    let mut round = Trouble::round(&mut chance);
    loop {
        let Some(trouble) = round.pop() else {
            // the short form is one round
            if options.span.is_none() || Instant::now() >= until {
                break;
            }
            round = Trouble::round(&mut chance);
            continue;
        };
        tokio::time::sleep(Duration::from_secs_f64(chance.between(CALM.0, CALM.1))).await;
        trouble.make(&world, &mut fleet, &place, &storage, &mut chance, &mut figures).await?;
    }
    world.over.store(true, Ordering::Relaxed);
    let mended = Instant::now();
    tokio::time::timeout(PATIENCE, futures::future::try_join_all(actors)).await.map_err(|_| "clients do not come to an end")??;
    let worked = began.elapsed();

    let judged = judge::judge(&world, &ctx, &receiver, Kind::Postgres).await?;
    figures.quiet = mended.elapsed();
    phones.abort();
    ctx.store.clone().close().await;
    drop(ctx);
    for problem in fleet.stop_all().await {
        world.tally.violation(problem);
    }
    report(&world, &figures, &judged, worked, began.elapsed());
    Ok(world.tally.violations().is_empty())
}

/// Reads everybody's phones, whatever becomes of the database meanwhile.
fn listen(world: &Arc<World>, ctx: &Ctx) -> JoinHandle<()> {
    let (world, ctx) = (world.clone(), ctx.clone());
    tokio::spawn(async move {
        while world.phones.listen(&ctx).await.is_err() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    })
}

fn report(world: &World, figures: &Figures, judged: &judge::Judged, worked: Duration, whole: Duration) {
    println!("  troubles           {}", figures.troubles());
    println!("  a node is back     {} after its start", spread(&figures.node_back));
    println!("  not ready          {} after the database was killed", spread(&figures.unready));
    println!("  ready again        {} after the database was started", spread(&figures.ready));
    println!("  all done           {} ms after the last trouble, clients and judge included", figures.quiet.as_millis());
    kill::report(world, judged, worked, whole);
}
