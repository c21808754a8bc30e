//! Drills: the house is hurt while it works, and what it promised is compared with what is there.

mod call;
mod gate;
mod inside;
mod journal;
mod judge;
mod kill;
mod ledger;
mod nodes;
mod options;
mod phones;
mod race;
mod samples;
mod story;
mod tally;
mod world;

use std::process::ExitCode;

/// Runs `cargo xtask drill …`.
pub fn run(words: &[&str]) -> Option<ExitCode> {
    match words {
        ["kill", rest @ ..] => Some(kill::run(rest)),
        ["nodes", rest @ ..] => Some(nodes::run(rest)),
        ["race", rest @ ..] => Some(race::run(rest)),
        _ => None,
    }
}
