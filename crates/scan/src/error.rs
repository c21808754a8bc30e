//! Why a page is not taken.

use std::fmt;

use domain::code::{self, Code};
use domain::issue::document::Format;

/// What is wrong with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There are no bytes.
    #[error("the page is empty")]
    Empty,
    /// There are more bytes than a page may have.
    #[error("the page is too large")]
    TooLarge,
    /// The bytes are of no format that is taken.
    #[error("the format is not known")]
    Unknown,
    /// The bytes are of another format than their sender says.
    #[error("declared as {}, it is {}", declared.word(), found.word())]
    Mismatch {
        /// What was said.
        declared: Format,
        /// What was found.
        found: Format,
    },
    /// The format is known, but not this kind of it, which browsers do not show either.
    #[error("{0} is not taken")]
    Unsupported(&'static str),
    /// Cut off or broken.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// Made to cost more than a scan may.
    #[error("over the limit on {0}")]
    OverLimits(Limit),
}

/// Which limit was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Width or height of an image.
    Side,
    /// Pixels of an image, or of all images of a file.
    Pixels,
    /// Pixels for a byte of the file.
    Ratio,
    /// Sheets or frames of a file.
    Sheets,
    /// Tables, directories, scans and other parts of a file.
    Parts,
    /// What has to be held in memory.
    Memory,
}

impl Error {
    /// The published reason.
    pub const fn code(self) -> Code {
        match self {
            Self::Empty => code::FILE_EMPTY,
            Self::TooLarge => code::PAYLOAD_TOO_LARGE,
            Self::Unknown | Self::Unsupported(_) => code::SCAN_FORMAT_UNKNOWN,
            Self::Mismatch { .. } => code::SCAN_TYPE_MISMATCH,
            Self::Damaged(_) => code::SCAN_DAMAGED,
            Self::OverLimits(_) => code::SCAN_OVER_LIMITS,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Side => "width or height",
            Self::Pixels => "pixels",
            Self::Ratio => "pixels for a byte",
            Self::Sheets => "sheets",
            Self::Parts => "parts of a file",
            Self::Memory => "memory",
        })
    }
}
