//! Who acts for whom.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Content, DocumentInfo};
use super::Subject;

/// A link to be made. There is one of a pair at most.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewRepresentative {
    /// Who is represented.
    pub principal: SubjectRef,
    /// Who acts: a natural person.
    pub agent: SubjectRef,
    /// A word of the dictionary of representatives.
    #[schema(example = "Confidant", max_length = 60)]
    pub representative_type: String,
    /// Должность: needed where an organization is represented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Генеральный директор", max_length = 60)]
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
}

/// A subject by its id; whatever else is sent of it is passed over.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectRef {
    /// Which.
    #[schema(example = "70f78249-dc69-450f-ab38-19974a310020", format = "uuid")]
    pub subject_id: String,
}

/// What replaces the data of a link.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepresentativeChange {
    /// A word of the dictionary of representatives.
    #[schema(example = "Confidant", max_length = 60)]
    pub representative_type: String,
    /// Должность: needed where an organization is represented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Генеральный директор", max_length = 60)]
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
}

/// By what power somebody acts.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Authority {
    /// What confirms it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirming_document: Option<ConfirmingDocument>,
}

/// The document that confirms a power.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmingDocument {
    /// What is written in it.
    pub document_info: DocumentInfo,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
}

/// A link, with both of its subjects.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Representative {
    /// Its id: those of both subjects, glued together.
    #[schema(example = "3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e70f78249-dc69-450f-ab38-19974a310020", min_length = 72, max_length = 72)]
    pub representative_id: String,
    /// Who is represented.
    pub principal: Subject,
    /// Who acts.
    pub agent: Subject,
    /// A word of the dictionary of representatives.
    #[schema(example = "Confidant")]
    pub representative_type: String,
    /// Должность.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Генеральный директор")]
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
}

silent! { NewRepresentative RepresentativeChange Authority ConfirmingDocument Representative }

impl std::fmt::Debug for SubjectRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.subject_id)
    }
}
