//! What drills on one server a database share: their options, and a fresh server with a signer for each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::options;
use crate::load::Side;
use crate::office::{Kind, Outcome};

/// Options of such a drill.
pub struct Short {
    databases: Vec<Kind>,
    binary: PathBuf,
    folder: PathBuf,
}

impl Short {
    /// Reads pairs of option and value; `own` takes what is the drill's own and says whether it did.
    pub fn parse(words: &[&str], mut own: impl FnMut(&str, &str) -> Outcome<bool>) -> Outcome<Self> {
        let mut short = Self { databases: Kind::ALL.into(), binary: options::debug_build(), folder: std::env::temp_dir() };
        for pair in words.chunks(2) {
            match pair {
                ["--database", value] => short.databases = Kind::parse(value)?,
                ["--binary", value] => short.binary = value.into(),
                ["--folder", value] => short.folder = value.into(),
                [option, value] if own(option, value)? => {}
                other => return Err(format!("not understood: {}", other.join(" ")).into()),
            }
        }
        Ok(short)
    }
}

/// Runs `drill` against a fresh server on each database.
pub fn run(name: &str, options: Outcome<Short>, drill: impl AsyncFn(&mut Side) -> Outcome<()>) -> ExitCode {
    let outcome = options.and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async {
            for kind in &options.databases {
                let folder = tempfile::Builder::new().prefix("surguch-drill-").tempdir_in(&options.folder)?;
                on(*kind, &options, folder.path(), &drill).await?;
            }
            Ok(())
        })
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("drill {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn on(kind: Kind, options: &Short, folder: &Path, drill: &impl AsyncFn(&mut Side) -> Outcome<()>) -> Outcome<()> {
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let mut side = Side::begin(&options.binary, kind, folder).await?;
    drill(&mut side).await?;
    side.office.stop().await
}
