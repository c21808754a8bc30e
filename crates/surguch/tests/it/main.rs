//! The binary as people use it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod online;
mod signatures;
mod simulate;

use std::path::Path;
use std::process::{Command, Output};

use domain::clock::Clock;
use pki::Time;

fn now() -> Time {
    Time::from_unix(store::SystemClock.now().seconds())
}

fn surguch(folder: &Path, arguments: &[&str], password: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_surguch"));
    command.current_dir(folder).args(arguments).env_remove("SURGUCH_KEY_PASSWORD");
    if let Some(password) = password {
        command.env("SURGUCH_KEY_PASSWORD", password);
    }
    command.output().unwrap()
}
