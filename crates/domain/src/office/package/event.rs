//! What can happen to a package.

use crate::id::{CertificateId, ParticipantId};

/// One thing that happened. The integrator learns of each by callback and feed.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Signed by all (row 4.2).
    PackageCompleted,
    /// Its time ran out.
    PackageExpired,
    /// Somebody said no.
    PackageRefused,
    /// The licensee took it back.
    PackageRevoked,
    /// It went to its first stage.
    PackageSent,
    /// An approver said yes.
    ParticipantApproved { participant: ParticipantId },
    /// Somebody said no.
    ParticipantRefused { participant: ParticipantId },
    /// A signer signed every file (row 4.3).
    ParticipantSigned { participant: ParticipantId, certificate: CertificateId },
    /// An observer looked.
    ParticipantViewed { participant: ParticipantId },
    /// Somebody's turn came.
    TurnStarted { participant: ParticipantId, order: u32 },
}

impl Event {
    /// The published type.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PackageCompleted => "package.completed",
            Self::PackageExpired => "package.expired",
            Self::PackageRefused => "package.refused",
            Self::PackageRevoked => "package.revoked",
            Self::PackageSent => "package.sent",
            Self::ParticipantApproved { .. } => "participant.approved",
            Self::ParticipantRefused { .. } => "participant.refused",
            Self::ParticipantSigned { .. } => "participant.signed",
            Self::ParticipantViewed { .. } => "participant.viewed",
            Self::TurnStarted { .. } => "participant.turn_started",
        }
    }

    /// Whom it is about, where it is about one participant.
    pub fn participant(&self) -> Option<ParticipantId> {
        match self {
            Self::PackageCompleted | Self::PackageExpired | Self::PackageRefused | Self::PackageRevoked | Self::PackageSent => None,
            Self::ParticipantApproved { participant }
            | Self::ParticipantRefused { participant }
            | Self::ParticipantSigned { participant, .. }
            | Self::ParticipantViewed { participant }
            | Self::TurnStarted { participant, .. } => Some(*participant),
        }
    }
}
