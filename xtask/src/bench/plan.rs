//! What the command line of a benchmark says, and whether the machine is quiet enough for it.

use std::error::Error;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use tempfile::TempDir;

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

/// Runs the benchmark `name` with the options of a command line, on `threads` threads.
pub fn run(
    name: &str,
    words: &[&str],
    threads: usize,
    measure: impl AsyncFnOnce(&Plan) -> Result<(), Box<dyn Error + Send + Sync>>,
) -> ExitCode {
    let outcome = Plan::parse(words).and_then(|plan| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()?;
        runtime.block_on(measure(&plan))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

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

    /// A folder on that disk, gone when it is dropped. A PostgreSQL server's user can pass through.
    pub fn scratch(&self) -> Result<TempDir, Box<dyn Error + Send + Sync>> {
        let folder = tempfile::Builder::new().prefix("surguch-bench-").tempdir_in(&self.folder)?;
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
        Ok(folder)
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
