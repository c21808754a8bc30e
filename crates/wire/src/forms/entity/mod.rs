//! Subjects and representatives: `/realty/entity/v1`, `/entity/v1`.

mod address;
mod organization;
mod person;
mod representative;
mod requisites;

pub use address::{Address, AddressElement, StructuralAddress};
pub use organization::{Governance, NativeOrgParams, Organization};
pub use person::{Person, SoleProprietor};
pub use representative::{Authority, ConfirmingDocument, NewRepresentative, Representative, RepresentativeChange, SubjectRef};
pub use requisites::{InnRequest, Requisites, RequisitesRequest};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody or something that forms name.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// Its id.
    #[schema(example = "70f78249-dc69-450f-ab38-19974a310020", format = "uuid")]
    pub subject_id: String,
    /// The client's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// A natural person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// A sole proprietor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sole_proprietor: Option<SoleProprietor>,
    /// A legal entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
    /// A state or municipal body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<Governance>,
}

/// A subject to be kept: exactly one of the four.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewSubject {
    /// The client's own id, unique within the organization of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = r"^\w{1,256}$", max_length = 256)]
    pub external_id: Option<String>,
    /// A natural person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// A sole proprietor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sole_proprietor: Option<SoleProprietor>,
    /// A legal entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
    /// A state or municipal body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<Governance>,
}

/// What replaces the data of a subject: the one of the four that it is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectChange {
    /// A natural person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// A sole proprietor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sole_proprietor: Option<SoleProprietor>,
    /// A legal entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
    /// A state or municipal body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<Governance>,
}

silent! { Subject NewSubject SubjectChange }
