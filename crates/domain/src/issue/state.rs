//! How far a certificate request came, with the data that each state is worth keeping for.

use serde::{Deserialize, Serialize};

use crate::id::{CertificateId, FileId, LicenseeId, UserId};
use crate::subject::Reason;
use crate::time::Timestamp;

/// preparing → validating → (correction → validating) → approved → releasing → released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being prepared.
    Preparing,
    /// Being checked.
    Validating { since: Timestamp },
    /// Remarks were found; fix and submit again.
    Correction { comment: Reason, since: Timestamp },
    /// Checked. Waits for the identity check and, with documents, for the subject's consent.
    Approved { at: Timestamp, by: Approver, identification: Option<Identification>, documents: Option<Documents> },
    /// The subject agreed; the certificate is being made.
    Releasing {
        at: Timestamp,
        by: Approver,
        identification: Identification,
        documents: Documents,
        consent: Consent,
        inner_error: Option<String>,
    },
    /// The certificate was made. Final, but for taking it into use.
    Released {
        at: Timestamp,
        by: Approver,
        identification: Identification,
        documents: Documents,
        consent: Consent,
        certificate: CertificateId,
        activated_at: Option<Timestamp>,
    },
}

impl State {
    /// The machine's word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Validating { .. } => "validating",
            Self::Correction { .. } => "correction",
            Self::Approved { .. } => "approved",
            Self::Releasing { .. } => "releasing",
            Self::Released { .. } => "released",
        }
    }
}

/// Who found a request right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Approver {
    /// A person at the authority; never the subject.
    Operator { user: UserId },
    /// The licensee's policy, agreed on beforehand.
    Policy,
}

/// That somebody compared the subject with an identity document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identification {
    /// Who did.
    pub by: Verifier,
    /// When.
    pub at: Timestamp,
    /// The version of the request they looked at.
    pub request_version: i64,
}

/// Who may vouch for an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verifier {
    /// The licensee, which answers by contract for the data it sends.
    Licensee { licensee: LicenseeId },
    /// A named member; never the subject.
    Member { user: UserId },
}

/// What the subject agrees to before the certificate is made (row 3.3). Texts are versioned and hashed, so that the
/// accepted wording can be shown years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Documents {
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

/// How the subject agreed (63-ФЗ articles 6 and 9: what was agreed to, by whom, with which code, when and from where).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The phone that the code went to.
    pub phone: String,
    /// What the code was bound to: the hash over both documents.
    pub binding: String,
    /// The text message that carried the code.
    pub sms: String,
    /// The network address that the code came back from, where it is known.
    pub address: Option<String>,
    /// When.
    pub at: Timestamp,
}
