//! What a client of forms is told of (contract §4.6).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::IssueId;
use crate::time::Timestamp;

/// An event of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormEvent {
    /// Its stable id, by which one goes on reading.
    pub id: Uuid,
    /// Its place among those of a company: 1, 2, 3, …
    pub number: i64,
    /// Of which form.
    pub form: IssueId,
    /// What happened.
    pub kind: FormEventKind,
    /// When.
    pub at: Timestamp,
}

/// A signature under a document, of which its client is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSignature {
    /// The id of the signature.
    pub id: Uuid,
    /// The name of the document.
    pub document: String,
}

/// What happened. The contract describes all three; their names are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormEventKind {
    /// The data of a form were refused.
    FormValidationError,
    /// A certificate was made.
    CertificateReleased,
    /// Documents were signed with a certificate.
    DocumentsSigned,
}

impl FormEventKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FormValidationError, Self::CertificateReleased, Self::DocumentsSigned];

    /// The word of the face and of rows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FormValidationError => "FormValidationError",
            Self::CertificateReleased => "CertificateReleased",
            Self::DocumentsSigned => "DocumentsSigned",
        }
    }

    /// The kind of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
