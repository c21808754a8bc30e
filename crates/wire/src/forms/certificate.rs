//! What came of a form.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ContentInfo;

/// A certificate.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertificateInfo {
    /// The form it was issued from, and its own id.
    #[schema(format = "uuid")]
    pub form_id: String,
    /// Whether it holds.
    pub certificate_state: CertificateState,
    /// Its bytes, in DER.
    pub data: ContentInfo,
    /// The receipt (расписка) as PDF.
    pub receipt: ContentInfo,
    /// From which day.
    #[schema(example = "2026-11-30", format = "date")]
    pub valid_from: String,
    /// Until which day.
    #[schema(example = "2027-11-30", format = "date")]
    pub valid_to: String,
    /// The name of the organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// ИНН of the organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    /// ОГРН of the organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<String>,
}

/// Whether a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum CertificateState {
    /// It does.
    Valid,
    /// It was revoked.
    Revoke,
    /// It has ended.
    Expired,
}

silent! { CertificateInfo }
