//! What can happen to a certificate request.

use crate::id::CertificateId;

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The subject agreed; the certificate is being made.
    Accepted,
    /// The certificate was taken into use.
    Activated { certificate: CertificateId },
    /// Checked, no remarks.
    Approved,
    /// Registers answered.
    Checked,
    /// Remarks were found.
    Corrected,
    /// It was made.
    Created,
    /// The client took back what was approved.
    Declined,
    /// It was given up; nothing of it is kept but what its events say.
    Deleted,
    /// A document was taken out.
    DocumentDeleted,
    /// Requisites of a document were stored.
    DocumentPut,
    /// Offer and act can be fetched (row 3.2).
    DocumentsReady,
    /// The subject's data were changed.
    Edited,
    /// It lies in the subject's cabinet.
    Forwarded,
    /// An operator does not go on with it.
    GivenBack,
    /// The identity was checked.
    Identified,
    /// The identity is not vouched for any more.
    IdentificationRemoved,
    /// The place of the key was chosen, or its public half came.
    KeyBrought,
    /// The note was changed.
    Noted,
    /// A scan came.
    PageAdded,
    /// A scan was taken out.
    PageDeleted,
    /// Scans were kept as long as they may be.
    PagesPurged,
    /// The state portal answered.
    PortalAnswered,
    /// The state portal was asked.
    PortalAsked,
    /// The subject agreed to the processing of personal data.
    ProcessingAgreed,
    /// The certificate was made.
    Released { certificate: CertificateId },
    /// Making the certificate failed for now, or what should have led there by itself.
    ReleaseFailed,
    /// It was taken back from the subject's cabinet.
    Retrieved,
    /// The statement was signed.
    StatementSigned,
    /// Sent to the check.
    Submitted,
    /// An operator began to check.
    Taken,
}

impl Event {
    /// The published type. Steps without a type of their own are all `certificate_request.step_changed` (row 3.2); what changes no step is
    /// `certificate_request.changed`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DocumentsReady => "certificate_request.documents_ready",
            Self::Activated { .. } => "certificate.activated",
            Self::Created => "certificate_request.created",
            Self::Deleted => "certificate_request.deleted",
            Self::Accepted
            | Self::Approved
            | Self::Corrected
            | Self::Declined
            | Self::Forwarded
            | Self::Identified
            | Self::Released { .. }
            | Self::ReleaseFailed
            | Self::Retrieved
            | Self::Submitted => "certificate_request.step_changed",
            Self::Checked
            | Self::DocumentDeleted
            | Self::DocumentPut
            | Self::Edited
            | Self::GivenBack
            | Self::IdentificationRemoved
            | Self::KeyBrought
            | Self::Noted
            | Self::PageAdded
            | Self::PageDeleted
            | Self::PagesPurged
            | Self::PortalAnswered
            | Self::PortalAsked
            | Self::ProcessingAgreed
            | Self::StatementSigned
            | Self::Taken => "certificate_request.changed",
        }
    }

    /// What exactly it was, for whoever follows the log.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Activated { .. } => "activated",
            Self::Approved => "approved",
            Self::Checked => "checked",
            Self::Corrected => "corrected",
            Self::Created => "created",
            Self::Declined => "declined",
            Self::Deleted => "deleted",
            Self::DocumentDeleted => "document_deleted",
            Self::DocumentPut => "document_put",
            Self::DocumentsReady => "documents_ready",
            Self::Edited => "edited",
            Self::Forwarded => "forwarded",
            Self::GivenBack => "given_back",
            Self::Identified => "identified",
            Self::IdentificationRemoved => "identification_removed",
            Self::KeyBrought => "key_brought",
            Self::Noted => "noted",
            Self::PageAdded => "page_added",
            Self::PageDeleted => "page_deleted",
            Self::PagesPurged => "pages_purged",
            Self::PortalAnswered => "portal_answered",
            Self::PortalAsked => "portal_asked",
            Self::ProcessingAgreed => "processing_agreed",
            Self::Released { .. } => "released",
            Self::ReleaseFailed => "release_failed",
            Self::Retrieved => "retrieved",
            Self::StatementSigned => "statement_signed",
            Self::Submitted => "submitted",
            Self::Taken => "taken",
        }
    }
}
