//! Why a form was not printed.

use std::io;

use serde::{Deserialize, Serialize};

/// Why a form was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There is no template of this name.
    #[error("there is no template {0:?}")]
    NoTemplate(String),
    /// The template is wrong, or the facts lack what it asks for.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// It took too long: an endless loop, most likely.
    #[error("printing took too long")]
    Timeout,
    /// It needed too much memory.
    #[error("printing needed too much memory")]
    Memory,
    /// Request or document are longer than allowed.
    #[error("the request or the document is too large")]
    Limit,
    /// The child ended otherwise than by an answer.
    #[error("the printing child failed: {0}")]
    Crash(String),
    /// The child could not be started, or a template's file not be read.
    #[error("printing failed for an outer reason")]
    Io(#[from] io::Error),
}

/// A mistake in a template, where its author finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{file}:{}: {message}", line.unwrap_or(0))]
pub struct TemplateFault {
    /// The file: the template's own or the shared one.
    pub file: String,
    /// Line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What typst says, in English.
    pub message: String,
}
