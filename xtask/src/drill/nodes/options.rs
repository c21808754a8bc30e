//! What the command line of `drill nodes` says.

use std::path::PathBuf;
use std::time::Duration;

use crate::drill::options::debug_build;
use crate::office::Outcome;

/// Options of the drill.
#[derive(Debug, Clone)]
pub(super) struct Options {
    /// Servers at once.
    pub(super) nodes: usize,
    /// Rounds of troubles are begun for so long; one round where nothing is said.
    pub(super) span: Option<Duration>,
    /// What every choice and every moment is drawn from.
    pub(super) seed: u64,
    /// The program under test.
    pub(super) binary: PathBuf,
    /// Clients at once.
    pub(super) clients: usize,
}

impl Options {
    /// Reads pairs of option and value.
    pub(super) fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { nodes: 2, span: None, seed: 1, binary: debug_build(), clients: 8 };
        for pair in words.chunks(2) {
            match pair {
                ["--nodes", value] => options.nodes = value.parse::<usize>()?.clamp(2, 8),
                ["--seconds", value] => options.span = Some(Duration::from_secs(value.parse()?)),
                ["--seed", value] => options.seed = value.parse()?,
                ["--binary", value] => options.binary = value.into(),
                ["--clients", value] => options.clients = value.parse::<usize>()?.clamp(2, 64),
                other => return Err(format!("not understood: {}", other.join(" ")).into()),
            }
        }
        Ok(options)
    }
}
