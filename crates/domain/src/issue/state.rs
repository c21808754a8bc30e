//! How far a certificate request came, with the data that each state is worth keeping for.

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, Consent};
use super::remark::Correction;
use super::status::Status;
use crate::id::{CertificateId, UserId};
use crate::time::Timestamp;

/// preparing → validating → (correction → validating) → approved → releasing → released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being prepared.
    Preparing,
    /// Being checked.
    Validating {
        since: Timestamp,
        /// Who is checking it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        taken: Option<Taken>,
    },
    /// Remarks were found; fix and submit again.
    Correction { since: Timestamp, correction: Correction },
    /// Checked. Waits for the identity check, for being forwarded, and for the subject.
    Approved {
        at: Timestamp,
        by: Approver,
        forwarded: Option<Forwarded>,
        /// Why it does not go on by itself, where it should.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inner_error: Option<String>,
    },
    /// The subject agreed; the certificate is being made.
    Releasing { at: Timestamp, by: Approver, agreement: Option<Agreement>, consent: Consent, inner_error: Option<String> },
    /// The certificate was made. Final, but for taking it into use.
    Released {
        at: Timestamp,
        by: Approver,
        agreement: Option<Agreement>,
        consent: Consent,
        certificate: CertificateId,
        activated_at: Option<Timestamp>,
    },
}

impl State {
    /// Without its data.
    pub fn status(&self) -> Status {
        match self {
            Self::Preparing => Status::Preparing,
            Self::Validating { .. } => Status::Validating,
            Self::Correction { .. } => Status::Correction,
            Self::Approved { .. } => Status::Approved,
            Self::Releasing { .. } => Status::Releasing,
            Self::Released { .. } => Status::Released,
        }
    }

    /// The machine's word.
    pub fn word(&self) -> &'static str {
        self.status().word()
    }
}

/// That a request lies in the subject's cabinet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    /// Since when.
    pub at: Timestamp,
    /// What is to be agreed to there; nothing where the statement says it all.
    pub agreement: Option<Agreement>,
}

/// That an operator is checking a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
}

/// Who found a request right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Approver {
    /// A person at the authority; never the subject, and never who asks.
    Operator { user: UserId },
    /// The licensee's policy, agreed on beforehand.
    Policy,
}
