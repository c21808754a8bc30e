//! A refusal of the rules: its published code and the facts that explain it.

use serde_json::{Map, Value};

use crate::code::Code;

/// Why a command may not happen now. The facts travel to the caller, so they hold ids and words, never personal data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{code}")]
pub struct Rejected {
    /// The published reason.
    pub code: Code,
    /// What explains it, such as who has to act first.
    pub facts: Map<String, Value>,
}

impl Rejected {
    /// Adds one explaining fact.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

impl From<Code> for Rejected {
    fn from(code: Code) -> Self {
        Self { code, facts: Map::new() }
    }
}
