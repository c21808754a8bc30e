//! Drills: the house is hurt while it works, and what it promised is compared with what is there.

mod backup;
mod call;
mod gate;
mod inside;
mod issues;
mod journal;
mod judge;
mod kill;
mod large;
mod ledger;
mod many;
mod nodes;
mod options;
mod overload;
mod phones;
mod race;
mod reissue;
mod repeat;
mod samples;
mod short;
mod storm;
mod story;
mod tally;
mod world;

use std::process::ExitCode;

/// Runs `cargo xtask drill …`.
pub fn run(words: &[&str]) -> Option<ExitCode> {
    match words {
        ["issues", rest @ ..] => Some(issues::run(rest)),
        ["kill", rest @ ..] => Some(kill::run(rest)),
        ["large", rest @ ..] => Some(large::run(rest)),
        ["many", rest @ ..] => Some(many::run(rest)),
        ["overload", rest @ ..] => Some(overload::run(rest)),
        ["nodes", rest @ ..] => Some(nodes::run(rest)),
        ["storm", rest @ ..] => Some(storm::run(rest)),
        ["storm-sender", rest @ ..] => Some(storm::sender(rest)),
        ["backup", rest @ ..] => Some(backup::run(rest)),
        ["repeat", rest @ ..] => Some(repeat::run(rest)),
        ["reissue", rest @ ..] => Some(reissue::run(rest)),
        ["race", rest @ ..] => Some(race::run(rest)),
        _ => None,
    }
}
