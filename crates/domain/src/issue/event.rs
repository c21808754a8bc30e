//! What can happen to a certificate request.

use crate::id::CertificateId;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The subject agreed.
    Accepted,
    /// The certificate was taken into use.
    Activated { certificate: CertificateId },
    /// Checked, no remarks.
    Approved,
    /// Remarks were found.
    Corrected,
    /// Offer and act can be fetched (row 3.2).
    DocumentsReady,
    /// The identity was checked.
    Identified,
    /// The certificate was made.
    Released { certificate: CertificateId },
    /// Making the certificate failed for now.
    ReleaseFailed,
    /// Sent to the check.
    Submitted,
}

impl Event {
    /// The published type. Steps without a type of their own are all `certificate_request.step_changed` (row 3.2).
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DocumentsReady => "certificate_request.documents_ready",
            Self::Activated { .. } => "certificate.activated",
            Self::Accepted
            | Self::Approved
            | Self::Corrected
            | Self::Identified
            | Self::Released { .. }
            | Self::ReleaseFailed
            | Self::Submitted => "certificate_request.step_changed",
        }
    }
}
