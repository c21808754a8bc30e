//! Why a call of signer details gave no result.

use std::time::Duration;

/// A call failed.
#[derive(Debug, thiserror::Error)]
pub enum SignersError {
    /// The server refused; the text is its whole answer.
    #[error("{status} {code}: {text}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// `X-Diadoc-ErrorCode`; empty where there was none.
        code: String,
        /// What it said.
        text: String,
        /// When it asks to come again.
        retry_after: Option<Duration>,
    },
    /// An answer that is no message.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
    /// No connection, or it broke.
    #[error("no answer: {0}")]
    Transport(#[from] reqwest::Error),
}
