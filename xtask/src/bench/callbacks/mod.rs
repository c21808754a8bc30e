//! `cargo xtask bench callbacks`: events over HTTP until their
//! callbacks have arrived, beside what the same disk gives a program that commits row by row.

mod receiver;
mod side;

use std::path::Path;
use std::process::ExitCode;

use super::http::binary;
use super::plan::{self, Plan};
use crate::office::{Kind, Outcome};
use side::Side;

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("callbacks", words, 2, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let (binary, folder) = (binary(plan)?, plan.scratch()?);
    for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
        let folder = folder.path().join(kind.name());
        std::fs::create_dir(&folder)?;
        open(&folder)?;
        let mut side = Side::begin(&binary, kind, &folder).await?;
        side.measure(plan.seconds).await?;
    }
    println!(
        "\nAn event is one POST that adds a company, in one durable transaction with its event, audit record, idempotency row and job;\n\
         it counts when its callback has arrived, signed, over HTTP. A replay is the way out alone: events that stand in the feed\n\
         already, their jobs made, claimed, called and recorded. Clients and receiver share the machine with the server."
    );
    Ok(())
}

/// The PostgreSQL server's user has to pass through.
fn open(folder: &Path) -> Outcome<()> {
    Ok(std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))?)
}
