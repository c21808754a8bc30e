//! `cargo xtask bench crypto`: signatures, digests, CMS and OCSP beside the programs of the field, in the same run.
//!
//! Rounds alternate between ours and theirs. A figure of one thread is by the processor's time, so that neighbours count for less; OCSP is
//! by the clock, since both processors work at it.

mod cms;
mod engine;
mod memory;
mod ocsp;
mod ours;
mod python;

pub(super) use ours::pace;

use std::process::ExitCode;

use super::figures::Figures;
use super::http::binary;
use super::plan::{self, Plan};
use crate::office::Outcome;

/// What is measured of both sides, by the names that `engine.c` prints; ratios are told for each.
const BESIDE: [&str; 14] = [
    "GOST-256 CryptoPro-A sign, /s",
    "GOST-256 CryptoPro-A verify, /s",
    "GOST-256 TC26-A sign, /s",
    "GOST-256 TC26-A verify, /s",
    "GOST-512 TC26-A sign, /s",
    "GOST-512 TC26-A verify, /s",
    "GOST-512 TC26-C sign, /s",
    "GOST-512 TC26-C verify, /s",
    "ECDSA P-256 sign, /s",
    "ECDSA P-256 verify, /s",
    "RSA-3072 verify, /s",
    "Streebog-256, MB/s",
    "Streebog-512, MB/s",
    "SHA-256, MB/s",
];

/// Runs the command. A word before the options chooses a part: `primitives`, `cms`, `ocsp`.
pub fn run(words: &[&str]) -> ExitCode {
    match words {
        ["child", act, folder] => memory::child(act, folder),
        [part @ ("primitives" | "cms" | "ocsp"), rest @ ..] => {
            plan::run("crypto", rest, 2, async |plan: &Plan| measure(plan, Some(*part)).await)
        }
        all => plan::run("crypto", all, 2, async |plan: &Plan| measure(plan, None).await),
    }
}

async fn measure(plan: &Plan, part: Option<&str>) -> Outcome<()> {
    let folder = plan.scratch()?;
    let wanted = |name: &str| part.is_none_or(|part| part == name);
    println!("{} rounds of {} s a row", plan.rounds, plan.seconds);
    if wanted("primitives") {
        let engine = engine::Engine::build(folder.path())?;
        let mut figures = Figures::default();
        for round in 1..=plan.rounds {
            plan.quiet()?;
            eprintln!("primitives, round {round} of {}", plan.rounds);
            ours::note(plan.span(), &mut figures)?;
            engine.note(plan.seconds, &mut figures)?;
        }
        figures.print();
        for name in BESIDE {
            println!(
                "{name}: {:.2} x OpenSSL with its engine",
                figures.median(&format!("ours: {name}")) / figures.median(&format!("OpenSSL: {name}"))
            );
        }
        println!();
    }
    if wanted("cms") {
        cms::measure(plan, &binary(plan)?, folder.path())?;
    }
    if wanted("ocsp") {
        ocsp::measure(plan, &binary(plan)?, folder.path()).await?;
    }
    Ok(())
}
