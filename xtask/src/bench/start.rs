//! `cargo xtask bench start`: how soon a server is ready, at its first start and at later ones, and what memory it takes while idle.

use std::process::ExitCode;
use std::time::Duration;

use super::figures::Figures;
use super::http;
use super::plan::{self, Plan};
use crate::office::{Kind, Office, Outcome, Place};

/// How long it is left alone before its memory is read.
const ALONE: Duration = Duration::from_secs(3);
/// Later starts a round.
const STARTS: usize = 5;

/// Runs it with the options of a command line.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("start", words, 1, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let binary = http::binary(plan)?;
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            let folder = plan.scratch()?;
            let place = Place::make(kind, folder.path())?;
            let mut office = Office::new(&binary, folder.path(), &place)?;
            let name = kind.name();
            figures.note(&format!("{name}: first start until ready, ms"), millis(office.start().await?));
            for _ in 0..STARTS {
                office.stop().await?;
                figures.note(&format!("{name}: start until ready, ms"), millis(office.start().await?));
            }
            tokio::time::sleep(ALONE).await;
            let process = office.pid().ok_or("the server has ended")?;
            figures.note(&format!("{name}: resident memory while idle, MiB"), resident(process)?);
            office.kill().await?;
            figures.note(&format!("{name}: start after kill -9 until ready, ms"), millis(office.start().await?));
            office.stop().await?;
        }
    }
    figures.print();
    Ok(())
}

fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}

/// In MiB.
fn resident(process: u32) -> Outcome<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).ok_or("no VmRSS")?.parse()?;
    Ok(kilobytes / 1024.0)
}
