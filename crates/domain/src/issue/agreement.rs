//! What the subject agrees to before the certificate is made, and how they did.

use serde::{Deserialize, Serialize};

use crate::id::FileId;
use crate::time::Timestamp;

/// What is printed for the subject to agree to (row 3.3). Texts are versioned and hashed, so that the accepted wording can be shown years
/// later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The offer (соглашение об использовании НЭП).
    pub offer: Printed,
    /// The act that acknowledges the verification key (акт признания ключа проверки ЭП).
    pub act: Printed,
}

/// A printed form: its bytes and the version of its template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The file.
    pub file: FileId,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// The first 16 digits of its template's SHA-256: which wording it was.
    pub template: String,
}

/// How the subject agreed (63-ФЗ articles 6 and 9: what was agreed to, by whom, by which means, when and from where).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", from = "ConsentOfAnyAge")]
pub enum Consent {
    /// By a code from a text message.
    Code(ByCode),
    /// The state portal confirmed the statement, and by that the release.
    Portal(ByPortal),
}

/// The consent of rows of every age: those of times when there were codes alone do not say by what.
#[derive(Deserialize)]
#[serde(untagged)]
enum ConsentOfAnyAge {
    Portal(ByPortal),
    Code(ByCode),
}

impl From<ConsentOfAnyAge> for Consent {
    fn from(row: ConsentOfAnyAge) -> Self {
        match row {
            ConsentOfAnyAge::Portal(portal) => Self::Portal(portal),
            ConsentOfAnyAge::Code(code) => Self::Code(code),
        }
    }
}

/// What is known of a consent by the state portal's confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByPortal {
    /// The portal's own id of the confirmation.
    pub confirmation: String,
    /// The hash over the statement's data that was confirmed.
    pub binding: String,
    /// SHA-256 of the public key that the certificate is for, lower-case hex.
    pub key: String,
    /// When the confirmation was told to us.
    pub at: Timestamp,
}

/// What is known of a consent by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByCode {
    /// The phone that the code went to.
    pub phone: String,
    /// What the code was bound to: the hash over what was agreed to.
    pub binding: String,
    /// The text message that carried the code.
    pub sms: String,
    /// The network address that the code came back from, where it is known.
    pub address: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// That the subject agreed to the processing of personal data (152-ФЗ article 9): without it no scan is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processing {
    /// Which wording was agreed to; whoever asks for the consent keeps the texts.
    pub text_version: String,
    /// Who says so.
    pub by: ProcessingBy,
    /// The network address it was said from, where it is known.
    pub address: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Who says that the subject agreed to the processing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcessingBy {
    /// The licensee, which collects consents and answers for them by contract.
    Licensee,
    /// The subject.
    Subject,
}
