//! Why an operation did not succeed.

use std::time::Duration;

use wire::issues::{FailureDetail, FailureError};

use crate::Error;

/// A failure, for programs.
#[derive(Debug, thiserror::Error)]
pub enum IssuesError {
    /// The server refused.
    #[error("{status} {}: {}{}", failure.code, failure.message, listed(&failure.details))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said: `code` is stable and meant for programs.
        failure: Box<FailureError>,
        /// When it asks to come again.
        retry_after: Option<Duration>,
    },
    /// The request was not actualised within the patience of the caller.
    #[error("the request is still being actualised")]
    NotActualized,
    /// What was asked for cannot be sent.
    #[error("{0}")]
    Input(&'static str),
    /// Another face of the same server refused: a certificate could not be assigned.
    #[error("{0}")]
    Office(#[from] Error),
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

impl IssuesError {
    /// The server's code, where it gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { failure, .. } => Some(&failure.code),
            Self::Office(error) => error.code(),
            _ => None,
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Unexpected { status, .. } => Some(*status),
            Self::Office(error) => error.status(),
            Self::NotActualized | Self::Input(_) | Self::Transport(_) => None,
        }
    }

    /// The details of a refusal, field by field.
    pub fn details(&self) -> &[FailureDetail] {
        match self {
            Self::Refused { failure, .. } => &failure.details,
            _ => &[],
        }
    }

    /// Whether the subject has not confirmed yet: ask again later.
    pub fn is_in_progress(&self) -> bool {
        self.code() == Some("ConfirmationInProgress")
    }

    /// What a person is told: the server's own words where there are some.
    pub fn message(&self) -> String {
        match self {
            Self::Refused { failure, .. } => format!("{}{}", failure.message, listed(&failure.details)),
            other => other.to_string(),
        }
    }
}

fn listed(details: &[FailureDetail]) -> String {
    details.iter().map(|one| format!(" [{} {}]", one.target.as_deref().unwrap_or("-"), one.code)).collect()
}
