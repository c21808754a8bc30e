//! Surguch, the binary: composition root and every subcommand. Nothing else reads configuration or environment.

#![deny(clippy::print_stdout, clippy::print_stderr)] // they panic where nobody reads: see out.rs

mod admin;
mod backup;
mod cli;
mod config;
mod data_folder;
mod demo;
mod doctor;
mod failure;
mod logs;
mod out;
mod serve;
mod show_config;
mod sign;
mod simulate;
mod trust;
mod verify;
mod wire_up;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::cli::{Command, Line};
use crate::failure::{Doing, Failure};

/// Most of what a request allocates is dropped by another thread: the store's writer takes it from a worker, and gives its answer back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // whatever is written (database, blobs, keys, passwords in a report) is for its owner alone, whoever made the folder
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => return not_understood(&error),
    };
    let outcome = match line.command {
        // before any thread is started: the child limits itself
        Command::PrintChild => return print::child::serve(),
        Command::Serve(options) => run(serve::serve(options)),
        Command::Admin(options) => run(admin::admin(options)),
        Command::Backup(options) => run(backup::backup(options)),
        Command::Restore(options) => run(backup::restore(options)),
        Command::Config(command) => show_config::show(command),
        Command::Doctor(options) => run(doctor::doctor(options)),
        Command::Demo(options) => run(demo::demo(options)),
        Command::Sign(options) => sign::sign(&options),
        Command::Simulate(which) => run(simulate::simulate(which)),
        Command::Trust(options) => run(trust::trust(options)),
        // its exit status is the verdict
        Command::Verify(options) => return verify::verify(options),
    };
    match outcome.and_then(|()| out::end()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out::mention!("surguch: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Help, or what is wrong with the line. An exit status of 2 would be a verdict of `verify`.
fn not_understood(error: &clap::Error) -> ExitCode {
    // nobody may be reading
    let _ = error.print();
    match std::env::args_os().nth(1) {
        Some(command) if error.use_stderr() && command == "verify" => ExitCode::from(verify::NOT_TRIED),
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(u8::MAX)),
    }
}

fn run(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().doing("async runtime")?;
    runtime.block_on(command)
}
