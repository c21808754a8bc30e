//! What the command line says.

use std::path::{Path, PathBuf};

use crate::office::{Kind, Outcome};

/// Options of `drill repeat`.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many operations, each sent three times.
    pub operations: u64,
    /// On which databases, one after the other.
    pub databases: Vec<Kind>,
    /// What every choice is drawn from.
    pub seed: u64,
    /// The program under test.
    pub binary: PathBuf,
}

impl Options {
    /// Reads pairs of option and value.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        let own = std::env::current_exe().unwrap_or_default();
        let binary = own.parent().unwrap_or(Path::new("")).join("surguch");
        let mut options = Self { operations: 10_000, databases: Kind::ALL.into(), seed: 1, binary };
        for pair in words.chunks(2) {
            match pair {
                ["--operations", value] => options.operations = value.parse::<u64>()?.max(1),
                ["--database", value] => options.databases = Kind::parse(value)?,
                ["--seed", value] => options.seed = value.parse()?,
                ["--binary", value] => options.binary = value.into(),
                other => return Err(format!("not understood: {}", other.join(" ")).into()),
            }
        }
        Ok(options)
    }
}
