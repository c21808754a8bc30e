//! What the command line of a benchmark says, and whether the machine is quiet enough for it.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use super::machine;

/// Options that all benchmarks share.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Seconds a row and round.
    pub seconds: u64,
    /// Rounds; a figure is the median of as many.
    pub rounds: usize,
    /// On which disk.
    pub folder: PathBuf,
    /// The server; built where nobody names one.
    pub binary: Option<PathBuf>,
    /// Only this database: `SQLite` or `PostgreSQL`.
    pub only: Option<&'static str>,
    /// Measure though others use the machine.
    pub noisy: bool,
}

/// Share of idle processors that a round needs before it.
const IDLE: f64 = 0.8;
/// Seconds that are waited for it.
const PATIENCE: usize = 60;

impl Plan {
    /// Reads pairs of option and value.
    pub fn parse(words: &[&str]) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let mut plan = Self { seconds: 3, rounds: 3, folder: std::env::temp_dir(), binary: None, only: None, noisy: false };
        for pair in words.chunks(2) {
            match pair {
                ["--seconds", value] => plan.seconds = value.parse()?,
                ["--rounds", value] => plan.rounds = value.parse()?,
                ["--folder", value] => plan.folder = value.into(),
                ["--binary", value] => plan.binary = Some(value.into()),
                ["--database", "sqlite"] => plan.only = Some("SQLite"),
                ["--database", "postgres"] => plan.only = Some("PostgreSQL"),
                ["--database", "both"] => plan.only = None,
                ["--noisy", value] => plan.noisy = *value == "yes",
                other => return Err(format!("not understood: {}", other.join(" ")).into()),
            }
        }
        Ok(plan)
    }

    /// Whether a database is measured.
    pub fn wants(&self, database: &str) -> bool {
        self.only.is_none_or(|only| only == database)
    }

    /// The length of a row in a round.
    pub fn span(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// Waits for a second in which the machine has nothing else to do; refuses the round where none comes.
    pub fn quiet(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        let mut idle = 0.0;
        for _ in 0..if self.noisy { 1 } else { PATIENCE } {
            idle = machine::idle(Duration::from_secs(1))?;
            if idle >= IDLE {
                return Ok(());
            }
        }
        eprintln!("the machine is {:.0} % idle", idle * 100.0);
        if self.noisy { Ok(()) } else { Err("others use the machine: a figure of now would mean nothing (--noisy yes takes it)".into()) }
    }
}
