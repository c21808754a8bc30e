//! What a client gives, read but not yet looked up, and how a face spells what is wrong with it.

use domain::form::{FormContent, FormDocument};
use domain::id::{ContentId, PartyId};
use domain::party::{Address, ClientId, DocumentInfo};
use serde_json::Value;
use uuid::Uuid;

/// A new form. What could not be read is left out here and stands among the problems that come with it.
#[derive(Debug, Clone, Default)]
pub struct NewForm {
    /// The client's own id.
    pub external_id: Option<ClientId>,
    /// Whose certificate, or who acts for whom.
    pub person: Option<PartyId>,
    /// For which organization.
    pub organization: Option<PartyId>,
    /// Documents.
    pub documents: Vec<GivenDocument>,
}

/// A document.
#[derive(Debug, Clone)]
pub struct GivenDocument {
    /// Where it stands in the call: a JSON pointer.
    pub pointer: String,
    /// The client's id of it; one is made where there is none.
    pub id: Option<Uuid>,
    /// What is written in it.
    pub info: DocumentInfo,
    /// The content stands inside of `documentInfo`.
    pub inside: bool,
    /// The bytes that show it.
    pub content: Option<GivenContent>,
}

/// A content as the client describes it.
#[derive(Debug, Clone)]
pub struct GivenContent {
    /// Where it stands in the call: a JSON pointer.
    pub pointer: String,
    /// Which.
    pub id: ContentId,
    /// The short name of its format, where it is said.
    pub sort: Option<String>,
    /// What the client calls it.
    pub name: Option<String>,
    /// Its MD5, where it is said: 32 hexadecimal digits.
    pub md5: Option<String>,
}

/// A change of a form.
#[derive(Debug, Clone)]
pub enum Change {
    /// The person is copied anew.
    Person {
        /// Where the change stands in the call.
        pointer: String,
    },
    /// The organization, and as what the person acts for it, are copied anew.
    Organization {
        /// Where the change stands in the call.
        pointer: String,
    },
    /// Documents come, or come in the place of those of the same id, else of the same kind.
    Add(Vec<GivenDocument>),
    /// One document, by its id, is this one now.
    Replace {
        /// Where the change stands in the call.
        pointer: String,
        /// Which document.
        id: Uuid,
        /// What it is now.
        with: Box<GivenDocument>,
    },
}

/// How the face spells the contexts of problems.
#[derive(Clone, Copy)]
pub struct Spelling {
    /// An address.
    pub address: fn(&Address) -> Value,
    /// A document.
    pub document: fn(&FormDocument) -> Value,
    /// A content, as it was described.
    pub content: fn(&GivenContent) -> Value,
}

impl GivenContent {
    /// As it is kept where nobody knows more of it.
    pub(super) fn unseen(&self) -> FormContent {
        FormContent {
            id: self.id,
            sort: self.sort.clone().unwrap_or_default(),
            name: self.name.clone(),
            md5: self.md5.clone().unwrap_or_default(),
            size: 0,
            format: None,
        }
    }
}
