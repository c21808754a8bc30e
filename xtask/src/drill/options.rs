//! What the command line of a drill says.

use std::path::{Path, PathBuf};

use crate::office::{Kind, Outcome};

/// Options of `drill kill` and `drill backup`.
#[derive(Debug, Clone)]
pub struct Options {
    /// How often the server is killed.
    pub kills: u32,
    /// How often a backup is made and restored.
    pub rounds: u32,
    /// On which databases, one after the other.
    pub databases: Vec<Kind>,
    /// What every choice and every moment is drawn from.
    pub seed: u64,
    /// The program under test.
    pub binary: PathBuf,
    /// Clients at once.
    pub clients: usize,
}

impl Options {
    /// Reads pairs of option and value.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { kills: 200, rounds: 20, databases: Kind::ALL.into(), seed: 1, binary: debug_build(), clients: 12 };
        for pair in words.chunks(2) {
            match pair {
                ["--kills", value] => options.kills = value.parse()?,
                ["--rounds", value] => options.rounds = value.parse()?,
                ["--database", value] => options.databases = Kind::parse(value)?,
                ["--seed", value] => options.seed = value.parse()?,
                ["--binary", value] => options.binary = value.into(),
                ["--clients", value] => options.clients = value.parse::<usize>()?.clamp(2, 64),
                other => return Err(format!("not understood: {}", other.join(" ")).into()),
            }
        }
        Ok(options)
    }
}

/// The debug build stands beside this program.
pub fn debug_build() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.parent().unwrap_or(Path::new("")).join("surguch")
}
