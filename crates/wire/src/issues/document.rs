//! Documents of a request.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DocumentType, RequisiteType};

/// A document with its requisites and scanned pages.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: DocumentType,
    /// What it says of itself.
    pub requisites: Vec<Requisite>,
    /// Its pages, in the order they came.
    pub pages: Vec<DocumentPage>,
}

/// One requisite.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Requisite {
    /// Which.
    #[serde(rename = "type")]
    pub kind: RequisiteType,
    /// Its value; dates are `DD.MM.YYYY`.
    pub value: String,
}

/// A scanned page, or a file of several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPage {
    /// Its id.
    pub id: String,
    /// Its media type, as its bytes say.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// Whether it is in shades of grey, which asks for a certifying inscription.
    pub is_grey: bool,
}

/// Adds a document, or changes its requisites. Both lists may be empty: a release statement has none.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PutDocument {
    /// Requisites that it gets; others stay.
    #[serde(default)]
    pub requisites: Vec<RequestedRequisite>,
    /// Requisites that it loses, by their type.
    #[serde(default)]
    pub requisites_to_delete: Vec<String>,
}

/// One requisite as it is sent: its type is judged when it is read.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestedRequisite {
    /// Which.
    #[serde(rename = "type")]
    #[schema(example = "series")]
    pub kind: String,
    /// Its value; nothing deletes it.
    #[serde(default)]
    #[schema(example = "4510")]
    pub value: Option<String>,
}

crate::silent!(Document Requisite PutDocument RequestedRequisite);
