//! `cargo xtask bench issues`: what is asked about 10 000 requests (the operators' queue, the search, the event feed), and the server's memory
//! while 100 scans of 5 MB come at once.

use std::process::ExitCode;

use super::figures::Figures;
use super::http;
use super::plan::{self, Plan};
use crate::load::{Centre, Side};
use crate::office::{Kind, Outcome, mebibytes};

/// Requests of either sort.
const REQUESTS: u64 = 10_000;
const SCANS: u64 = 100;
/// Bytes of a scan.
const SCAN: u64 = 5_000_000;

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("issues", words, 2, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let (binary, folder) = (http::binary(plan)?, plan.scratch()?);
    let mut figures = Figures::default();
    for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
        let mut side = Side::begin(&binary, kind, folder.path()).await?;
        let centre = Centre::begin(&side).await?;
        let scans = centre.scans(SCANS, SCAN, side.pid()?).await?;
        let took = centre.fill(&side, REQUESTS).await?;
        println!("{}: {REQUESTS} drafts and {REQUESTS} requests before operators, made in {took:.0?}", side.name());
        let questions = centre.questions(REQUESTS).await?;
        for round in 1..=plan.rounds {
            plan.quiet()?;
            eprintln!("{}, round {round} of {}", side.name(), plan.rounds);
            for question in &questions {
                let load = centre.ask(question, plan.span(), side.pid()?).await?;
                let row = format!("{}: {}", side.name(), question.name);
                figures.note(&format!("{row}, p50 us"), load.p50);
                figures.note(&format!("{row}, p99 us"), load.p99);
            }
        }
        let (growth, most, span) = scans;
        println!(
            "{}: {SCANS} scans of {SCAN} bytes at once in {span:.1?}: memory grew by {:.0} MiB to {:.0} MiB",
            side.name(),
            mebibytes(growth),
            mebibytes(most)
        );
        side.office.stop().await?;
    }
    figures.print();
    println!("One client asks, one question after the other. Goals: 50 000 us at the median, and less than 200 MiB more.\n");
    Ok(())
}
