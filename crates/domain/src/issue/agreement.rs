//! What the subject agrees to before the certificate is made, and how they did.

use serde::{Deserialize, Serialize};

use crate::id::{FileId, LicenseeId};
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

/// How the subject agreed (63-ФЗ articles 6 and 9: what was agreed to, by whom, how, when and from where).
///
/// Rows of times when there was one way only hold a [`ByCode`] as it is; the ways are told apart by their fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Consent {
    /// By a code from a text message.
    Code(ByCode),
    /// By contract: the licensee has the subject's agreement and answers for it.
    Contract(ByContract),
    /// The state portal confirmed the statement, and by that the release.
    Portal(ByPortal),
}

impl Consent {
    /// The hash over what was agreed to.
    pub fn binding(&self) -> &str {
        match self {
            Self::Code(consent) => &consent.binding,
            Self::Contract(consent) => &consent.binding,
            Self::Portal(consent) => &consent.binding,
        }
    }
}

/// That the subject agreed by a code from a text message.
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

/// That a licensee answers by contract for the subject's having agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByContract {
    /// Which licensee.
    pub licensee: LicenseeId,
    /// The hash over what was agreed to.
    pub binding: String,
    /// When it was said: when the request was sent.
    pub at: Timestamp,
}

/// That the subject agreed on the state portal.
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
