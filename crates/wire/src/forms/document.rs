//! Documents, what is written in them, and the bytes that show them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is written in a document. Which of it a kind of document needs follows from the dictionary of kinds.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentInfo {
    /// The code of the dictionary of documents.
    #[schema(example = "008001001000", max_length = 12)]
    pub document_type: String,
    /// Номер.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "123456", max_length = 45)]
    pub number: Option<String>,
    /// Серия.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "1111", max_length = 45)]
    pub series: Option<String>,
    /// When it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2018-12-12", max_length = 10)]
    pub issue_date: Option<String>,
    /// Until when it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2028-12-12", max_length = 10)]
    pub ending_date: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Issuer>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    pub place_of_issue: Option<String>,
    /// The bytes, where the client puts them inside and not beside: the vendor's own example of a legal entity does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
}

/// Who issued a document.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Issuer {
    /// The code of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "123-123", max_length = 20)]
    pub issuer_code: Option<String>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    pub issuer_name: Option<String>,
}

/// Bytes that belong to something.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// Which.
    pub content_info: ContentInfo,
}

/// Bytes that were put before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentInfo {
    /// Their id.
    #[schema(example = "3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e", format = "uuid")]
    pub content_id: String,
    /// The short name of their format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "pdf", max_length = 100)]
    pub content_type: Option<String>,
    /// What people call them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Договор купли-продажи", max_length = 255)]
    pub content_name: Option<String>,
    /// Their MD5, hex in either case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "7E0D44C48AF788657EA6F5C4C87589E8", max_length = 32)]
    pub md5: Option<String>,
}

/// A document of a form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The client's id of it; one is made where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "f15596cf-b8f1-45a9-a674-20acb334a2f4", format = "uuid")]
    pub document_id: Option<String>,
    /// What is written in it.
    pub document_info: DocumentInfo,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
}

silent! { DocumentInfo Issuer Content Document }
