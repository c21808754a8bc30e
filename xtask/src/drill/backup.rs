//! `cargo xtask drill backup`: clients work, backups are made meanwhile, and each is restored elsewhere and compared with what the clients
//! had been promised when it was begun (T16).

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use client::{Client, Retry};
use serde_json::Value;

use super::inside;
use super::judge::{self, Promise};
use super::kill::{self, Boot, PATIENCE, Stage};
use super::options::Options;
use super::world::World;
use crate::office::{Chance, Kind, Office, Outcome, Place, Receiver};

/// Seconds of work before each backup.
const MOMENT: (f64, f64) = (1.0, 3.0);

/// Runs the drill on every database that is asked for.
pub fn run(words: &[&str]) -> ExitCode {
    kill::on_each_database("backup", Options::parse(words), |options| &options.databases, drill)
}

async fn drill(options: &Options, kind: Kind) -> Outcome<bool> {
    let mut folder = tempfile::Builder::new().prefix("surguch-backup-").tempdir()?;
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let outcome = within(options, kind, folder.path()).await;
    if !matches!(outcome, Ok(true)) {
        folder.disable_cleanup(true);
        println!("  kept: {} (journal, server.log, data, backup); again: --seed {}", folder.path().display(), options.seed);
    }
    outcome
}

async fn within(options: &Options, kind: Kind, folder: &Path) -> Outcome<bool> {
    let began = Instant::now();
    let place = Place::make(kind, folder)?;
    let mut office = Office::new(&options.binary, folder, &place)?;
    office.start().await?;
    println!("{}: {} backups, {} clients, seed {}", kind.name(), options.rounds, options.clients, options.seed);
    let Stage { receiver, world, mut boot, actors } = kill::stage(options, folder, &office, &place).await?;
    let mut chance = Chance::new(options.seed, u64::MAX - 2);
    for round in 1..=options.rounds {
        tokio::time::sleep(Duration::from_secs_f64(chance.between(MOMENT.0, MOMENT.1))).await;
        let scene = Scene { world: &world, receiver: &receiver, office: &office, boot: &boot, binary: &options.binary, folder };
        scene.round(kind, round).await?;
    }
    world.over.store(true, Ordering::Relaxed);
    tokio::time::timeout(PATIENCE, futures::future::try_join_all(actors)).await.map_err(|_| "clients do not come to an end")??;
    boot.end().await;
    office.stop().await?;
    let violations = world.tally.violations();
    for violation in violations.iter().take(40) {
        println!("  VIOLATION {violation}");
    }
    let verdict = if violations.is_empty() { "every backup is the house at its moment" } else { "BROKEN" };
    println!("  {verdict}: {} violations, {:.0} s", violations.len(), began.elapsed().as_secs_f64());
    Ok(violations.is_empty())
}

/// What one round works with.
struct Scene<'a> {
    world: &'a Arc<World>,
    receiver: &'a Receiver,
    office: &'a Office,
    boot: &'a Boot,
    binary: &'a Path,
    folder: &'a Path,
}

impl Scene<'_> {
    /// Always into the same folder, so that all but the first find blobs there.
    async fn round(&self, kind: Kind, round: u32) -> Outcome<()> {
        let backup = self.folder.join("backup");
        let place_of_backup = backup.to_str().ok_or("a path that is no text")?;
        let mut promise = Promise::now(self.world);
        let acknowledged = self.world.tally.counts().values().sum::<u64>();
        let began = Instant::now();
        self.office.command_line(&["backup", place_of_backup]).await?;
        let took = began.elapsed();
        let meanwhile = self.world.tally.counts().values().sum::<u64>() - acknowledged;
        let manifest: Value = serde_json::from_slice(&std::fs::read(backup.join("manifest.json"))?)?;
        promise.last = manifest["events"].as_object().and_then(|events| events.values().next()).and_then(Value::as_i64).unwrap_or(0);

        let elsewhere = self.folder.join(format!("restored-{round}"));
        std::fs::create_dir(&elsewhere)?;
        let place = Place::make(kind, &elsewhere)?;
        let mut office = Office::new(self.binary, &elsewhere, &place)?;
        let key = self.office.data.join("master.key");
        let began = Instant::now();
        office.command_line(&["restore", place_of_backup, "--master-key", key.to_str().ok_or("a path that is no text")?]).await?;
        let restored = began.elapsed();
        let ctx = tokio::task::block_in_place(|| inside::open(&office.data, &place))?;
        let blobs = judge::blobs(self.world, &ctx, &office.data).await?;
        office.start().await?;
        office.admin(&["ca", "self-check"]).await?;
        let client = Client::new(office.url(), office.admin(&["api-key", "create"]).await?).with_retry(Retry::default());
        let judged = judge::restored(self.world, self.receiver, (client, &ctx), &self.boot.ctx, promise).await?;
        ctx.store.clone().close().await;
        office.stop().await?;
        println!(
            "  backup {round}: {} ms, {meanwhile} calls acknowledged meanwhile; restored in {} ms",
            took.as_millis(),
            restored.as_millis()
        );
        println!("    {:<22} {} rows, {blobs} blobs", "holds", rows(&manifest));
        for (name, value) in judged.figures {
            println!("    {name:<22} {value}");
        }
        Ok(())
    }
}

fn rows(manifest: &Value) -> u64 {
    manifest["tables"].as_array().into_iter().flatten().filter_map(|table| table["rows"].as_u64()).sum()
}
