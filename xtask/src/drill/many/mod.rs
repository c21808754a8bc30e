//! `cargo xtask drill many [--packages 100000] [--events 1000000] [--factor 2] [--database …] [--binary FILE]`: what operations take when a
//! hundredth of the rows is there, and when all of them are. Rows come straight into the tables, as the use cases would leave them.

mod measure;
mod rows;

use std::time::Instant;

use self::measure::{Measured, measure};
use super::short::{self, Short};
use crate::load::Side;
use crate::office::{Outcome, mebibytes, resident};

struct Plan {
    packages: u64,
    events: u64,
    factor: f64,
}

/// What is too short to be compared: below it a longer span says nothing about rows.
const FLOOR: f64 = 2_000.0;

/// Runs the drill.
pub fn run(words: &[&str]) -> std::process::ExitCode {
    let mut plan = Plan { packages: 100_000, events: 1_000_000, factor: 2.0 };
    let options = Short::parse(words, |option, value| {
        match option {
            "--packages" => plan.packages = value.parse::<u64>()?.max(100),
            "--events" => plan.events = value.parse()?,
            "--factor" => plan.factor = value.parse()?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    short::run("many", options, async |side: &mut Side| drill(side, &plan).await)
}

async fn drill(side: &Side, plan: &Plan) -> Outcome<()> {
    let mut rows = rows::Rows::of(side, plan.events / plan.packages).await?;
    let mut found = Vec::new();
    for packages in [plan.packages / 100, plan.packages] {
        let start = Instant::now();
        rows.fill(packages).await?;
        println!("{}: {packages} packages and {} events are there after {:.1?}", side.name(), rows.events(), start.elapsed());
        found.push((measure(side, &rows).await?, resident(side.pid()?)?));
    }
    let [(few, memory_few), (many, memory_many)] = &found[..] else { return Err("two measurements".into()) };
    println!("{:<44} {:>9} {:>9} {:>9} {:>9}  us", side.name(), "p50, 1 %", "p50, all", "p99, 1 %", "p99, all");
    let mut worse = Vec::new();
    for (Measured { what, p50, p99 }, now) in few.iter().zip(many) {
        println!("{what:<44} {p50:>9.0} {:>9.0} {p99:>9.0} {:>9.0}", now.p50, now.p99);
        if now.p50 > plan.factor * p50.max(FLOOR) {
            worse.push(format!("{what}: {:.0} us instead of {p50:.0}", now.p50));
        }
    }
    println!("{}: memory {:.0} MiB, then {:.0} MiB", side.name(), mebibytes(*memory_few), mebibytes(*memory_many));
    if worse.is_empty() { Ok(()) } else { Err(worse.join("; ").into()) }
}
