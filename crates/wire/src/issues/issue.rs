//! A request, whole and in a list.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    CertificateState, CertificateTemplateInfo, CorrectionInfo, CspInfo, CspType, Document, ForwardedStatus, SmevValidation, Status,
    SubjectIdentification, SubjectInfo,
};

/// A request. Every key is always there.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// A GUID.
    #[schema(example = "0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01")]
    pub id: String,
    /// The request that this one renews.
    pub base_issue_id: Option<String>,
    /// Grows with every change.
    pub version: i64,
    /// Whether all that follows from the last change is done. Nothing can be changed until then, and only then is the status final.
    pub actualized: bool,
    /// How far it came.
    pub status: Status,
    /// Whether it is in the subject's cabinet.
    pub forwarded_status: ForwardedStatus,
    /// What certificate is wanted.
    pub certificate_template_info: CertificateTemplateInfo,
    /// For whom.
    pub subject_info: SubjectInfo,
    /// Where the key is to be.
    pub csp_info: CspInfo,
    /// The certificate, after the release.
    pub certificate_released_info: Option<CertificateReleasedInfo>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// What has to be mended; nothing in other states than `correction`.
    pub correction_info: Option<CorrectionInfo>,
    /// Who looked at the subject's identity document.
    pub subject_identification: Option<SubjectIdentification>,
    /// What failed inside of the authority and is tried again.
    pub inner_errors: Vec<InnerError>,
    /// What state registers say of its documents.
    pub smev_validations: Vec<SmevValidation>,
    /// A note of the client.
    pub note: Option<Note>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

/// A certificate that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertificateReleasedInfo {
    /// Hexadecimal.
    pub serial_number: String,
    /// RFC 3339.
    pub valid_from: String,
    /// RFC 3339.
    pub valid_to: String,
}

/// A failure inside of the authority.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InnerError {
    /// Stable and meant for programs.
    pub code: String,
    /// For people.
    pub message: String,
}

/// A note.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// Its text.
    pub content: String,
}

/// A note as it is sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PutNote {
    /// Its text.
    #[serde(default)]
    #[schema(max_length = 4000)]
    pub content: Option<String>,
}

/// What a search found.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Issues {
    /// A piece of what there is.
    pub issues: Vec<FoundIssue>,
    /// How many there are in all.
    pub total: u64,
}

/// A request in a list.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundIssue {
    /// A GUID.
    pub id: String,
    /// How far it came.
    pub status: Status,
    /// Whether it is in the subject's cabinet.
    pub forwarded_status: ForwardedStatus,
    /// Whether all that follows from the last change is done.
    pub actualized: bool,
    /// The subject's mail.
    pub subject_email: Option<String>,
    /// The subject's phone, ten digits.
    pub subject_phone: Option<String>,
    /// The subject's ИНН.
    pub inn: Option<String>,
    /// Where the key is.
    pub csp_type: CspType,
    /// How the certificate stands, once there is one.
    pub certificate_state: Option<CertificateState>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

crate::silent!(Note PutNote Issues FoundIssue);

impl std::fmt::Debug for Issue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Issue");
        shown.field("id", &self.id).field("version", &self.version).field("actualized", &self.actualized);
        shown.field("status", &self.status).field("forwarded_status", &self.forwarded_status).finish_non_exhaustive()
    }
}
