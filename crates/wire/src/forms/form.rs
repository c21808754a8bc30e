//! Certificate forms.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{CertificateInfo, Document, ErrorItem, Subject};

/// A form to be made.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCertificateForm {
    /// The client's own id, unique within the organization of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = r"^\w{1,256}$", max_length = 256)]
    pub external_id: Option<String>,
    /// The subject whose certificate it will be: a natural person or a sole proprietor; with an organization the natural person who acts for
    /// it.
    #[schema(example = "70f78249-dc69-450f-ab38-19974a310020", format = "uuid")]
    pub person: String,
    /// The subject for which the person acts. A representative of the pair has to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = "uuid")]
    pub organization: Option<String>,
    /// Documents; what is missing may be added later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 50)]
    pub documents: Option<Vec<Document>>,
}

/// A form.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertificateForm {
    /// Its id, and that of the certificate that is issued from it.
    #[schema(example = "c8fbe843-3ae2-4266-8fb7-7bf24bfd0704", format = "uuid")]
    pub form_id: String,
    /// The client's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The person, as it was when it was copied into the form.
    pub person: FormSubject,
    /// The organization, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<FormSubject>,
    /// The documents.
    pub documents: Vec<Document>,
    /// How far it came.
    pub state: FormState,
    /// What is to be mended, in `ValidationError`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ErrorItem>>,
    /// The certificate, once it can be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateInfo>,
}

/// A subject in a form: the vendor's pages print it flat where the form is made, and wrapped where it is read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FormSubject {
    /// `{"subject": {"subjectId": …, "person": …}}`
    Wrapped {
        /// Who.
        subject: Box<Subject>,
    },
    /// `{"subjectId": …, "person": …}`
    Flat(Box<Subject>),
}

impl FormSubject {
    /// Who, however it is shown.
    pub fn subject(&self) -> &Subject {
        match self {
            Self::Wrapped { subject } | Self::Flat(subject) => subject,
        }
    }
}

/// How far a form came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum FormState {
    /// Being filled in: it may be changed, and its release asked for.
    Created,
    /// Its release was asked for, and registers are being asked.
    Releasing,
    /// The authority checks it, or makes the certificate.
    Checking,
    /// Its data were refused: it may be changed.
    ValidationError,
    /// The certificate was made.
    Released,
}

/// A change of a form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormChange {
    /// `update`: what is at the path is copied anew, or replaced. `add`: it comes, or is replaced where it is there.
    #[schema(example = "add", max_length = 20)]
    pub op: String,
    /// `/person`, `/organization`, `/documents` or `/documents/{documentId}`.
    #[schema(example = "/documents", max_length = 100)]
    pub path: String,
    /// Documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Document>>)]
    pub value: Option<Value>,
}

silent! { NewCertificateForm CertificateForm FormSubject FormChange }
