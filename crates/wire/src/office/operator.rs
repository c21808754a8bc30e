//! What operators of the authority see and do with certificate requests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Logs an operator in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOperatorSession {
    /// The operator's login.
    #[schema(min_length = 1, max_length = 100)]
    pub login: String,
    /// The password.
    #[schema(min_length = 1, max_length = 200)]
    pub password: String,
}

/// An operator's session.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperatorSession {
    /// The bearer token; shown once.
    pub token: String,
    /// Who.
    pub operator_id: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub expires_at: String,
}

/// A request as an operator sees it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckedRequest {
    /// `crq_…`
    pub id: String,
    /// `lic_…`
    pub licensee_id: String,
    /// `preparing`, `validating`, `correction`, `approved`, `releasing`, `released`.
    pub status: String,
    /// Whether all that follows from the last change is done.
    pub actualized: bool,
    /// The operator who took it to check.
    pub taken_by: Option<String>,
    /// For whom.
    pub subject: CheckedSubject,
    /// What the subject shows.
    pub documents: Vec<CheckedDocument>,
    /// What state registers say.
    pub checks: Vec<CheckedValidation>,
    /// Who vouches for the identity, in words.
    pub identified_by: Option<String>,
    /// What was to be mended before, the oldest first.
    pub corrections: Vec<Correction>,
    /// A note of the client.
    pub note: Option<String>,
    /// When it was created.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// Grows with every change.
    pub version: i64,
}

/// The subject's data as they were given.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedSubject {
    /// `natural_person`, `sole_proprietor`, `legal_entity`.
    pub kind: String,
    /// Field by field: `inn`, `surname`, `name`, `patronymic`, `email`, `phone`, `snils`, `birth_date`, and of the organization `kpp`,
    /// `position`, `unit`, `employee_inn`, `ogrn`, `organization_name`.
    pub fields: BTreeMap<String, String>,
}

/// A document with its pages.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedDocument {
    /// Such as `passport`.
    pub kind: String,
    /// What is written in it.
    pub requisites: BTreeMap<String, String>,
    /// Its scans.
    pub pages: Vec<CheckedPage>,
}

/// A scan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedPage {
    /// `pge_…`
    pub id: String,
    /// What its bytes are.
    pub media_type: String,
    /// How many bytes.
    pub size: u64,
    /// Whether it is in shades of grey: then the copy has to be certified by an inscription.
    pub grey: bool,
}

/// What registers say of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedValidation {
    /// Which document.
    pub document: String,
    /// `unknown`, `in_progress`, `valid`, `invalid`.
    pub state: String,
    /// What was found.
    pub findings: Vec<CheckedFinding>,
}

/// A finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedFinding {
    /// What.
    pub code: String,
    /// `warning` or `fatal`.
    pub level: String,
}

/// Why a request was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Correction {
    /// In the operator's words.
    pub comment: Option<String>,
    /// One by one.
    pub remarks: Vec<CorrectionRemark>,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// One remark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionRemark {
    /// For programs.
    pub code: String,
    /// `common`, `esia_confirmation`, or a kind of document.
    pub target: String,
    /// In words.
    pub message: String,
}

/// Sends a request back: remarks, a comment or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnRequest {
    /// In the operator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// One by one.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub remarks: Vec<NewRemark>,
}

/// One remark. Its text may be left out where `inscription_lacks` says what a certified copy lacks: there is a ready one for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRemark {
    /// For programs; `remark` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64)]
    pub code: Option<String>,
    /// `common`, `esia_confirmation`, or a kind of document.
    #[schema(example = "passport")]
    pub target: String,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub message: Option<String>,
    /// What the certifying inscription on a grey scan lacks: `post`, `signature`, `name`, `date`, `seal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 5)]
    pub inscription_lacks: Vec<String>,
}

// passwords, tokens and personal data do not print
crate::silent!(NewOperatorSession OperatorSession CheckedRequest CheckedSubject CheckedDocument);
