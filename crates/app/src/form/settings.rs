//! What the vendor's pages do not say, or say in two ways, and an administrator may therefore set: the section `[forms]`.
//! What nobody needs to set stands as named constants where it is used; docs/certificate-forms.md lists both.

use serde::Deserialize;

/// The choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSettings {
    /// How each call shows a subject.
    pub subjects: SubjectShapes,
    /// How a form goes on after its data were refused.
    pub resume: Resume,
    /// What the code of an item is called where the state of a form does not allow a call.
    pub wrong_state_code: String,
    /// How things of another organization are refused.
    pub foreign: Foreign,
    /// Where contents are put; a slash and an id behind it is where they are read.
    pub contents_path: String,
    /// How `ETag` is written.
    pub tags: Tags,
}

/// How a subject stands in a form, by call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectShapes {
    /// Where the form is created.
    pub create: SubjectShape,
    /// Where it is read.
    pub get: SubjectShape,
    /// Where it is changed.
    pub patch: SubjectShape,
    /// Where its release is asked for.
    pub release: SubjectShape,
}

/// How a subject stands in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectShape {
    /// `{subjectId, person}`.
    Flat,
    /// `{subject: {subjectId, person}}`.
    Wrapped,
}

/// How a form goes on after its data were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resume {
    /// A change moves it back to `Created`, and its release is asked for again.
    Release,
    /// A change that adds documents resumes the release that was asked for.
    Patch,
}

/// How things of another organization are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreign {
    /// 404, like what there is not.
    Missing,
    /// 403, where it belongs to another organization of the same licensee. What belongs to another licensee is missing all the same.
    Forbidden,
}

/// How `ETag` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tags {
    /// As the vendor's pages print it, without quotes.
    Bare,
    /// As RFC 9110 has it.
    Quoted,
}

impl Default for SubjectShapes {
    /// As the pages print it.
    fn default() -> Self {
        Self { create: SubjectShape::Flat, get: SubjectShape::Wrapped, patch: SubjectShape::Wrapped, release: SubjectShape::Wrapped }
    }
}

impl Default for FormSettings {
    fn default() -> Self {
        Self {
            subjects: SubjectShapes::default(),
            resume: Resume::Release,
            wrong_state_code: "WrongFormState".to_owned(),
            foreign: Foreign::Missing,
            contents_path: "/realty/contents/v2/contents".to_owned(),
            tags: Tags::Bare,
        }
    }
}
