//! The face of certificate forms, `/realty/crypto/v2`, with the subjects, representatives and contents beside it: the vendor's names in
//! lower camel case, bare GUIDs, and what is not known left out.

/// Personal data does not get into logs by way of a DTO.
macro_rules! silent {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

mod certificate;
mod document;
mod entity;
mod error;
mod event;
mod form;

pub use certificate::{CertificateInfo, CertificateState};
pub use document::{Content, ContentInfo, Document, DocumentInfo, Issuer};
pub use entity::{Address, AddressElement, Authority, ConfirmingDocument, Governance, InnRequest, NativeOrgParams, NewRepresentative};
pub use entity::{NewSubject, Organization, Person, Representative, RepresentativeChange, Requisites, RequisitesRequest, SoleProprietor};
pub use entity::{StructuralAddress, Subject, SubjectChange, SubjectRef};
pub use error::{Error, ErrorItem};
pub use event::{CryptoEvent, CryptoEventType, CryptoEvents, EventsQuery, RenderQuery, SignatureInfo};
pub use form::{CertificateForm, FormChange, FormState, FormSubject, NewCertificateForm};
