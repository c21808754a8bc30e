//! What is written in a document, as the contract's `DocumentInfo` has it.

use serde::{Deserialize, Serialize};

use super::silent;
use crate::subject::Date;

/// Requisites of a document. Which ones a kind needs is the form's to find.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// A code of one of the [dictionaries](super::dictionary::document).
    pub document_type: String,
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// When it was given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<Date>,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending_date: Option<Date>,
    /// Who gave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<DocumentIssuer>,
    /// Where it was given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_of_issue: Option<String>,
}

/// Who gave a document out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentIssuer {
    /// Code of the department (код подразделения).
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

impl DocumentInfo {
    /// Nothing but its kind.
    pub fn of(document_type: &str) -> Self {
        Self {
            document_type: document_type.to_owned(),
            number: None,
            series: None,
            issue_date: None,
            ending_date: None,
            issuer: None,
            place_of_issue: None,
        }
    }
}

silent! { DocumentInfo DocumentIssuer }
