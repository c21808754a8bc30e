//! The states by their words alone, and what may be done in each: the one table of guards.

use serde::{Deserialize, Serialize};

use super::Command;

/// A state without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being prepared.
    Preparing,
    /// Being checked by an operator.
    Validating,
    /// Sent back with remarks.
    Correction,
    /// Checked.
    Approved,
    /// The certificate is being made.
    Releasing,
    /// The certificate was made.
    Released,
}

use Status::{Approved, Correction, Preparing, Released, Releasing, Validating};

/// Where the client may change what it has given.
const OPEN: &[Status] = &[Preparing, Correction];
/// Where what belongs to identification may be changed too, and where a request may be given up.
const NOT_LOCKED: &[Status] = &[Preparing, Correction, Approved];

/// Where the statement may be signed.
pub(super) const SIGNABLE: &[Status] = NOT_LOCKED;

impl Status {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [Preparing, Validating, Correction, Approved, Releasing, Released];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Preparing => "preparing",
            Validating => "validating",
            Correction => "correction",
            Approved => "approved",
            Releasing => "releasing",
            Released => "released",
        }
    }

    /// The state of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

impl Command {
    /// In which states it may be asked; what else it needs is judged where it is carried out.
    pub fn allowed_in(&self) -> &'static [Status] {
        match self {
            Self::AddPage { kind, .. } | Self::DeleteDocument { kind } | Self::DeletePage { kind, .. } | Self::PutDocument { kind, .. } => {
                if kind.is_of_identification() {
                    NOT_LOCKED
                } else {
                    OPEN
                }
            }
            Self::Edit { .. } | Self::Submit { .. } => OPEN,
            Self::AgreeToProcessing { .. }
            | Self::AnswerPortal { .. }
            | Self::AskPortal { .. }
            | Self::BringKey { .. }
            | Self::Delete
            | Self::Identify { .. }
            | Self::Note { .. }
            | Self::RemoveIdentification
            | Self::SignStatement { .. } => NOT_LOCKED,
            Self::Approve { .. } | Self::Correct { .. } | Self::GiveBack { .. } | Self::Take { .. } => &[Validating],
            Self::Accept { .. } | Self::Decline { .. } | Self::Forward { .. } | Self::Retrieve => &[Approved],
            // registers are slow, and what they say is worth knowing until the certificate is made
            Self::RecordChecks { .. } => &[Preparing, Validating, Correction, Approved],
            Self::Release { .. } => &[Releasing],
            Self::ReportFailure { .. } => &[Approved, Releasing],
            Self::Activate | Self::PurgePages { .. } => &[Released],
        }
    }
}
