//! How each document of a request stands before the registers.

use serde::{Deserialize, Serialize};

use super::{Code, Finding, Level, Register};
use crate::issue::document::Kind;

/// How far the check of a document came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody could say, and nobody is being asked any more. Never taken as input.
    Unknown,
    /// A register is being asked.
    InProgress,
    /// Nothing is wrong.
    Valid,
    /// Something is.
    Invalid,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::InProgress, Self::Valid, Self::Invalid];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::InProgress => "in_progress",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }

    /// The state of this [`Self::word`]; `unknown` is none.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().filter(|state| *state != Self::Unknown).find(|state| state.word() == word)
    }
}

/// Where one question about a document stands: what is kept of it, without a word of what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The document.
    pub kind: Kind,
    /// Who is asked.
    pub register: Register,
    /// How far it came.
    pub standing: Standing,
}

/// How far a question came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// It is to be asked.
    Waiting,
    /// The register could not be asked, and will be asked again.
    Unavailable,
    /// The register could not be asked, and nobody tries any more.
    GivenUp,
    /// It was answered.
    Answered {
        /// What the answer found.
        findings: Vec<Finding>,
    },
}

/// A document with everything that was found about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation {
    /// The document.
    pub kind: Kind,
    /// How it stands.
    pub state: State,
    /// What was found, the weightiest first.
    pub findings: Vec<Finding>,
}

/// Puts together what was [seen](super::local) and what registers said, a line for each document that either speaks of.
pub fn validations(seen: &[Finding], checks: &[Check]) -> Vec<Validation> {
    let mut kinds: Vec<Kind> = seen.iter().map(|finding| finding.kind).chain(checks.iter().map(|check| check.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(|kind| validation(kind, seen, checks)).collect()
}

/// Whether anything keeps the request from being sent.
pub fn blocks(validations: &[Validation]) -> bool {
    validations.iter().flat_map(|validation| &validation.findings).any(|finding| finding.level == Level::Fatal)
}

fn validation(kind: Kind, seen: &[Finding], checks: &[Check]) -> Validation {
    let of_kind: Vec<&Check> = checks.iter().filter(|check| check.kind == kind).collect();
    let mut findings: Vec<Finding> = seen.iter().copied().filter(|finding| finding.kind == kind).collect();
    for check in &of_kind {
        match &check.standing {
            Standing::Waiting => {}
            Standing::Unavailable | Standing::GivenUp => findings.push(Finding::told(check.register.not_available(), kind)),
            Standing::Answered { findings: told } => findings.extend(told),
        }
    }
    findings.sort_unstable_by_key(|finding| (std::cmp::Reverse(finding.level), finding.code));
    findings.dedup();
    let pending = |standing: &Standing| matches!(standing, Standing::Waiting | Standing::Unavailable);
    let state = if findings.iter().any(|finding| !Code::is_not_available(finding.code)) {
        State::Invalid
    } else if of_kind.iter().any(|check| pending(&check.standing)) {
        State::InProgress
    } else if of_kind.iter().any(|check| check.standing == Standing::GivenUp) {
        State::Unknown
    } else {
        State::Valid
    };
    Validation { kind, state, findings }
}
