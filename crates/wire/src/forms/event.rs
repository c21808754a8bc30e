//! What happened to forms.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{CertificateInfo, ErrorItem};

/// A piece of the feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CryptoEvents {
    /// The mark to go on reading from; of nothing but zeros where nothing has happened yet.
    #[schema(format = "uuid")]
    pub last_event_id: String,
    /// The events, the oldest first.
    pub events: Vec<CryptoEvent>,
}

/// An event.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CryptoEvent {
    /// Its id.
    #[schema(format = "uuid")]
    pub event_id: String,
    /// Of which form.
    #[schema(format = "uuid")]
    pub form_id: String,
    /// The client's own id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What happened.
    pub event_type: CryptoEventType,
    /// When, in UTC with six digits of a second.
    #[schema(example = "2026-11-30T15:03:01.012345Z", format = "date-time")]
    pub creation_date: String,
    /// What is to be mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ErrorItem>>,
    /// The certificate that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateInfo>,
    /// What was signed with it. The contract says that this is told, and leaves open how: the words are ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Vec<SignatureInfo>>,
}

/// A signature under a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignatureInfo {
    /// Its id.
    #[schema(format = "uuid")]
    pub signature_id: String,
    /// The name of the document.
    pub document_name: String,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum CryptoEventType {
    /// The data of a form were refused.
    FormValidationError,
    /// A certificate was made.
    CertificateReleased,
    /// Documents were signed with a certificate.
    DocumentsSigned,
}

/// Which events are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// Those after this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(format = "uuid")]
    pub after_event_id: Option<String>,
    /// At most so many: 30 where nobody says, and never more than 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(pattern = "^[0-9]+$", max_length = 9)]
    pub count: Option<String>,
}

/// Which statement is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RenderQuery {
    /// `releaseStatement`, as long as there is no certificate, or `recallStatement` afterwards.
    #[param(pattern = "^(releaseStatement|recallStatement)$")]
    pub statement_type: String,
}

silent! { CryptoEvent }
