//! `cargo xtask drill storm [--events 2000] [--kills 4] [--endpoints 64] [--speed 10800] [--seed 1] [--cost 100]`: callbacks to receivers
//! that draw an answer for every request, while the process that sends them is killed again and again; then what a receiver that never
//! answers costs the others, in per cent at most.
//!
//! The sender is a process of its own: the house's use cases, jobs, callbacks and database as they ship, with a clock that runs faster and
//! with names of this drill. It is not the program `surguch`, which has no setting for its clock on purpose: who could set one would date
//! signatures and certificates as they like. What this process judges, it has seen on its own sockets, or reads from the database
//! afterwards.

mod clock;
mod cost;
mod draw;
mod house;
mod judge;
mod receiver;
mod seen;

use std::collections::BTreeSet;
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};
use tokio::time::sleep;

use self::clock::FastClock;
use self::house::House;
use self::receiver::{Mood, Receiver};
use crate::office::{Chance, Outcome};

/// Between two words of how far it is.
const PROGRESS: Duration = Duration::from_secs(30);

/// What the command line says.
#[derive(Debug, Clone)]
struct Options {
    events: usize,
    kills: u32,
    endpoints: usize,
    speed: u32,
    seed: u64,
    /// All of it has to be over within so many seconds.
    within: u64,
    /// What a receiver that never answers may cost the others, in per cent.
    cost: f64,
}

/// Runs the drill.
pub fn run(words: &[&str]) -> ExitCode {
    finish(options(words).and_then(|options| {
        runtime()?.block_on(async {
            storm(&options).await?;
            cost::measure(&options).await
        })
    }))
}

/// Runs the sender, for [`run`] alone.
pub fn sender(words: &[&str]) -> ExitCode {
    finish(runtime().map_err(Into::into).and_then(|runtime| runtime.block_on(house::send(words))))
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

fn finish(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("drill storm: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options(words: &[&str]) -> Outcome<Options> {
    let mut options = Options { events: 2000, kills: 4, endpoints: 64, speed: 10_800, seed: 1, within: 900, cost: 100.0 };
    for pair in words.chunks(2) {
        match pair {
            ["--events", value] => options.events = value.parse()?,
            ["--kills", value] => options.kills = value.parse()?,
            ["--endpoints", value] => options.endpoints = value.parse::<usize>()?.clamp(1, 64),
            ["--speed", value] => options.speed = value.parse::<u32>()?.clamp(1, 100_000),
            ["--seed", value] => options.seed = value.parse()?,
            ["--within", value] => options.within = value.parse()?,
            ["--cost", value] => options.cost = value.parse()?,
            other => return Err(format!("not understood: {}", other.join(" ")).into()),
        }
    }
    Ok(options)
}

async fn storm(options: &Options) -> Outcome<()> {
    let folder = tempfile::Builder::new().prefix("surguch-storm-").tempdir()?;
    let clock = FastClock::begin(options.speed);
    let receiver = Receiver::start(clock, Mood::Stormy, options.seed).await?;
    let house = House::open(folder.path(), clock, options.seed)?;
    let places = house.settle(options.endpoints, &receiver).await?;
    println!(
        "{} endpoints, {} events, {} kills, time runs {} times as fast",
        options.endpoints, options.events, options.kills, options.speed
    );

    let start = Instant::now();
    let mut chance = Chance::new(options.seed, 77);
    let mut sender = start_sender(folder.path(), clock, options)?;
    let (mut kills, mut again, mut said) = (0, BTreeSet::new(), Instant::now());
    loop {
        sleep(Duration::from_millis(500)).await;
        if said.elapsed() > PROGRESS {
            said = Instant::now();
            println!("after {:.0?}: {} events in the feeds, {}", start.elapsed(), house.told().await?, receiver.summary());
        }
        if start.elapsed().as_secs() > options.within {
            return Err(format!("not over after {} s: {}", options.within, receiver.summary()).into());
        }
        if let Some(status) = sender.try_wait()? {
            return Err(format!("the sender ended by itself: {status}").into());
        }
        // the kills lie between the first callbacks and the last ones
        let share = receiver.accepted() as f64 / options.events as f64;
        if kills < options.kills && share > f64::from(kills) / f64::from(options.kills + 1) && chance.percent(60) {
            sender.kill().await?;
            receiver.killed();
            kills += 1;
            sender = start_sender(folder.path(), clock, options)?;
        }
        // what used up its tries, or was given up for a while, is the operator's to send again
        again.extend(house.tend(&places, &receiver).await?);
        if kills == options.kills && receiver.accepted() >= options.events {
            break;
        }
    }
    let took = start.elapsed();
    sender.kill().await?;
    judge::judge(options, &house, &places, &receiver, &again, took).await
}

fn start_sender(data: &std::path::Path, clock: FastClock, options: &Options) -> Outcome<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["drill", "storm-sender"]).arg(data).args(clock.words()).arg(options.events.to_string()).arg(options.seed.to_string());
    Ok(command.stdin(Stdio::null()).kill_on_drop(true).spawn()?)
}
