//! What an operator found wrong with a request.

use serde::{Deserialize, Serialize};

use super::document::Kind;
use crate::code::{self, Code};
use crate::id::UserId;
use crate::subject::{Reason, bounded_text};
use crate::time::Timestamp;

/// One thing to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What sort of remark, for programs: `snake_case`, at most [`Remark::LONGEST_CODE`] characters. The contract publishes no list.
    pub code: String,
    /// What it is about.
    pub target: RemarkTarget,
    /// In words. Never to be parsed.
    pub message: String,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "target", content = "document", rename_all = "snake_case")]
pub enum RemarkTarget {
    /// The request as a whole.
    Common,
    /// The confirmation by the state portal.
    EsiaConfirmation,
    /// A document.
    Document(Kind),
}

impl Remark {
    /// The longest code, in characters.
    pub const LONGEST_CODE: usize = 64;
    /// The longest message, in characters.
    pub const LONGEST_MESSAGE: usize = 2000;
    /// The most remarks of one return.
    pub const MOST: usize = 100;

    /// Makes one; the error names what does not fit.
    pub fn new(code: &str, target: RemarkTarget, message: &str) -> Result<Self, (&'static str, Code)> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let code = bounded_text(code, Self::LONGEST_CODE).map_err(|code| ("code", code))?;
        if !code.chars().all(fits) {
            return Err(("code", code::VALUE_INVALID));
        }
        let message = bounded_text(message, Self::LONGEST_MESSAGE).map_err(|code| ("message", code))?;
        Ok(Self { code, target, message })
    }
}

/// Why a request is to be mended; never without a word of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Who sent it back.
    pub by: CorrectedBy,
    /// In their own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Reason>,
    /// One by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// When.
    pub at: Timestamp,
}

/// Who sent a request back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum CorrectedBy {
    /// A person at the authority.
    Operator {
        /// Who.
        user: UserId,
    },
    /// The client, which declined what was approved.
    Client,
    /// The house, which found it by asking registers. Requests of times when nobody was named say this too.
    House,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_has_a_code_of_a_word_and_a_message() {
        assert!(Remark::new("scan_unreadable", RemarkTarget::Document(Kind::Passport), "Скан не читается").is_ok());
        assert_eq!(Remark::new("two words", RemarkTarget::Common, "x").unwrap_err(), ("code", code::VALUE_INVALID));
        assert_eq!(Remark::new("x", RemarkTarget::Common, " ").unwrap_err(), ("message", code::FIELD_REQUIRED));
    }

    #[test]
    fn a_target_is_kept_with_its_document() {
        for target in [RemarkTarget::Common, RemarkTarget::EsiaConfirmation, RemarkTarget::Document(Kind::Snils)] {
            let text = serde_json::to_string(&target).unwrap();
            assert_eq!(serde_json::from_str::<RemarkTarget>(&text).unwrap(), target, "{text}");
        }
    }
}
