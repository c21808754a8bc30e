//! How far a package came.

use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code;
use crate::id::ParticipantId;
use crate::subject::Reason;
use crate::time::Timestamp;

/// `draft → sent → completed | refused | revoked | expired`; the last four are final.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Being put together; nobody sees it.
    Draft,
    /// On its route.
    Sent { at: Timestamp },
    /// Signed by all.
    Completed { at: Timestamp },
    /// Somebody said no.
    Refused { at: Timestamp, by: ParticipantId },
    /// Taken back by the licensee.
    Revoked { at: Timestamp, reason: Reason },
    /// Its time ran out.
    Expired { at: Timestamp },
}

impl Status {
    /// The published word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent { .. } => "sent",
            Self::Completed { .. } => "completed",
            Self::Refused { .. } => "refused",
            Self::Revoked { .. } => "revoked",
            Self::Expired { .. } => "expired",
        }
    }

    /// Since when it is so; nothing for a draft.
    pub fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Draft => None,
            Self::Sent { at } | Self::Completed { at } | Self::Refused { at, .. } | Self::Revoked { at, .. } | Self::Expired { at } => {
                Some(*at)
            }
        }
    }

    /// Whether nothing can happen to it any more.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Draft | Self::Sent { .. })
    }

    /// Refuses what is not on its route, each state with its own code.
    pub fn require_open(&self) -> Result<(), Rejected> {
        match self {
            Self::Sent { .. } => Ok(()),
            Self::Draft => Err(code::PACKAGE_NOT_SENT.into()),
            Self::Completed { .. } => Err(code::PACKAGE_COMPLETED.into()),
            Self::Refused { .. } => Err(code::PACKAGE_REFUSED.into()),
            Self::Revoked { .. } => Err(code::PACKAGE_REVOKED.into()),
            Self::Expired { .. } => Err(code::PACKAGE_EXPIRED.into()),
        }
    }
}
