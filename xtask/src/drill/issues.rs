//! `cargo xtask drill issues [--requests N] [--scans N] [--memory MIB] [--millis N] [--database …] [--binary FILE]`: questions about many
//! requests are answered soon, and scans that come at once do not pile up in memory. `bench issues` prints the figures of the whole.

use std::time::Duration;

use super::short::{self, Short};
use crate::load::{Centre, Side};
use crate::office::{Outcome, mebibytes};

/// Requests of either sort, where the command line says nothing.
const REQUESTS: u64 = 1_000;
/// Scans at the same time.
const SCANS: u64 = 100;
/// Bytes of each.
const SCAN: u64 = 5_000_000;
/// How much memory they may take, in MiB, where the command line says nothing.
const MEMORY: f64 = 200.0;
/// The most that an answer may take at the median, in milliseconds, likewise.
const MILLIS: f64 = 50.0;
/// How long each question is asked.
const SPAN: Duration = Duration::from_millis(400);

/// Runs the drill.
pub fn run(words: &[&str]) -> std::process::ExitCode {
    let (mut requests, mut scans, mut memory, mut millis) = (REQUESTS, SCANS, MEMORY, MILLIS);
    let options = Short::parse(words, |option, value| {
        match option {
            "--requests" => requests = value.parse()?,
            "--scans" => scans = value.parse()?,
            "--memory" => memory = value.parse()?,
            "--millis" => millis = value.parse()?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    short::run("issues", options, async |side: &mut Side| {
        let centre = Centre::begin(side).await?;
        let (growth, most, span) = centre.scans(scans, SCAN, side.pid()?).await?;
        let name = side.name();
        println!("{name}: {scans} scans at once in {span:.1?}: memory grew by {:.0} MiB to {:.0} MiB", mebibytes(growth), mebibytes(most));
        if mebibytes(growth) > memory {
            return Err(format!("memory grew by more than {memory} MiB").into());
        }
        centre.fill(side, requests).await?;
        for question in centre.questions(requests).await? {
            let load = centre.ask(&question, SPAN, side.pid()?).await?;
            println!("{name}: {}: {:.1} ms at the median", question.name, load.p50 / 1000.0);
            if load.p50 > 1000.0 * millis {
                return Err(format!("{} takes too long", question.name).into());
            }
        }
        Outcome::Ok(())
    })
}
