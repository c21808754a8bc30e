//! Why a call gave no result.

use std::time::Duration;

use wire::office::Problem;

/// A call failed. [`Error::Problem`] is the server's considered answer; the others say that there was none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server refused; `problem.code` is stable and meant for programs.
    #[error("{} {}: {}{}", problem.status, problem.code, problem.title, listed(problem))]
    Problem {
        /// What it said.
        problem: Box<Problem>,
        /// When it asks to come again.
        retry_after: Option<Duration>,
    },
    /// An answer that is no answer of this API: a proxy in between, or another server.
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
    /// A local file could not be read or written.
    #[error("{0}")]
    Local(#[from] std::io::Error),
}

impl Error {
    /// The server's code, where it gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Error::Problem { problem, .. } => Some(&problem.code),
            _ => None,
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Problem { problem, .. } => Some(problem.status),
            Error::Unexpected { status, .. } => Some(*status),
            Error::Transport(_) | Error::Local(_) => None,
        }
    }
}

fn listed(problem: &Problem) -> String {
    let each = problem.errors.iter().map(|error| format!(" [{} {}]", error.pointer, error.code));
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_shown_with_every_field_that_is_wrong() {
        let problem = serde_json::from_str(
            r#"{"type":"/problems/validation-failed","title":"Ошибки в полях","status":400,"code":"validation_failed",
                "errors":[{"pointer":"/inn","code":"inn_checksum","title":"ИНН"},{"pointer":"/phone","code":"phone_invalid","title":"Телефон"}]}"#,
        )
        .unwrap();
        let error = Error::Problem { problem: Box::new(problem), retry_after: None };
        assert_eq!(error.to_string(), "400 validation_failed: Ошибки в полях [/inn inn_checksum] [/phone phone_invalid]");
        assert_eq!((error.code(), error.status()), (Some("validation_failed"), Some(400)));
    }
}
