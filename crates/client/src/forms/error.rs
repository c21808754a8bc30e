//! Why a call did not succeed.

use std::time::Duration;

use wire::forms::{Error, ErrorItem};

/// A failure, for programs.
#[derive(Debug, thiserror::Error)]
pub enum FormsError {
    /// The server refused.
    #[error("{status} {}: {}{}", error.code, error.message, listed(&error.errors))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said, all of it.
        error: Box<Error>,
        /// When it asks to come again.
        retry_after: Option<Duration>,
    },
    /// An answer that is no answer of this API.
    #[error("unexpected answer {status}: {text}")]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// The beginning of the body.
        text: String,
    },
    /// No connection, or it broke.
    #[error("no answer: {0}")]
    Transport(#[from] reqwest::Error),
}

impl FormsError {
    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Unexpected { status, .. } => Some(*status),
            Self::Transport(_) => None,
        }
    }

    /// Everything that was wrong.
    pub fn errors(&self) -> &[ErrorItem] {
        match self {
            Self::Refused { error, .. } => &error.errors,
            Self::Unexpected { .. } | Self::Transport(_) => &[],
        }
    }

    /// Whether this is among what was wrong: `WrongFormState`, for example.
    pub fn has(&self, code: &str) -> bool {
        self.errors().iter().any(|item| item.code == code)
    }
}

fn listed(errors: &[ErrorItem]) -> String {
    errors.iter().map(|item| format!(" [{}] {}", item.code, item.message)).collect()
}
