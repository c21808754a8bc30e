//! The statement by which the certificate is asked for (заявление на выпуск), where no paper is signed: by a code, or through the state
//! portal. A scan of a signed paper is a document like others.

use serde::{Deserialize, Serialize};

use super::agreement::ByCode;
use crate::time::Timestamp;

/// How the statement was signed without paper. It holds for the data that it was signed with: whoever changes those, takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum SignedStatement {
    /// By a code from a text message. Its consent is bound to the statement's data.
    Code {
        /// What was agreed to, by which code, when, from where.
        consent: ByCode,
    },
    /// The state portal confirmed it, and the person with it.
    Portal {
        /// The portal's own id of the confirmation.
        confirmation: String,
        /// The hash over the statement's data that was confirmed.
        binding: String,
        /// When we were told.
        at: Timestamp,
    },
}

impl SignedStatement {
    /// Whether the state portal vouches for the person.
    pub fn is_by_portal(&self) -> bool {
        matches!(self, Self::Portal { .. })
    }

    /// The hash over the data that it was signed with.
    pub fn binding(&self) -> &str {
        match self {
            Self::Code { consent } => &consent.binding,
            Self::Portal { binding, .. } => binding,
        }
    }
}

/// A confirmation that the state portal (ЕСИА, Госуслуги) was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The portal's own id.
    pub id: String,
    /// The hash over the statement's data that is to be confirmed.
    pub binding: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// What came of it.
    pub answer: PortalAnswer,
}

/// What the portal says of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalAnswer {
    /// The person has not answered yet.
    InProgress,
    /// The person refused.
    Rejected,
    /// The person did not answer in time.
    Expired,
    /// There is no confirmed account of such a person.
    NoAccount,
    /// The person confirmed; the statement is signed and the confirmation used up.
    Confirmed,
}

impl PortalAnswer {
    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::NoAccount => "no_account",
            Self::Confirmed => "confirmed",
        }
    }
}
