//! Documents of a form as they were given, and what they are in a request.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::ContentId;
use crate::issue::document::{Format, Kind, LARGEST_PAGE};
use crate::party::{DocumentInfo, dictionary};

/// The largest content of a form, in bytes: «не более 10 мб», read as 10 MiB (inferred).
pub const LARGEST: u64 = LARGEST_PAGE;
/// The formats that a form takes.
pub const FORMATS: [Format; 4] = [Format::Pdf, Format::Png, Format::Jpeg, Format::Tiff];
/// The most documents of a form; our choice.
pub const MOST_DOCUMENTS: usize = 50;

/// A document.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDocument {
    /// The client's id of it.
    pub id: Uuid,
    /// What is written in it.
    pub info: DocumentInfo,
    /// The content stood inside of `documentInfo`, and is told back there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inside: bool,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<FormContent>,
}

/// A deposited content, as the client describes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormContent {
    /// Which.
    pub id: ContentId,
    /// The short name of its format: as it was given, where that is right.
    pub sort: String,
    /// What the client calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its MD5, in the case in which it was given.
    pub md5: String,
    /// How many bytes.
    pub size: u64,
    /// What it is, where it may be a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

/// What a code of the dictionary of documents is in a request; nothing where requests know no such thing, and only the form keeps it.
pub fn kind_of(document_type: &str) -> Option<Kind> {
    match document_type {
        dictionary::PASSPORT => Some(Kind::Passport),
        dictionary::EGRUL => Some(Kind::Egrul),
        dictionary::EGRIP => Some(Kind::Egrip),
        dictionary::SNILS => Some(Kind::Snils),
        dictionary::INN => Some(Kind::NaturalPersonInn),
        dictionary::PHOTO => Some(Kind::ApplicantPhoto),
        other => match dictionary::document(other)?.group {
            dictionary::Group::Identity => Some(Kind::OtherIdentity),
            dictionary::Group::Authority => Some(Kind::SigningAuthority),
            dictionary::Group::Entity | dictionary::Group::Issue => None,
        },
    }
}

/// Whether what is written in an attached identity document agrees with what the person says of theirs: of what the attachment has, all.
pub fn same_requisites(attached: &DocumentInfo, own: &DocumentInfo) -> bool {
    fn same<T: PartialEq>(attached: Option<&T>, own: Option<&T>) -> bool {
        attached.is_none() || attached == own
    }
    let (issuer, known) = (attached.issuer.clone().unwrap_or_default(), own.issuer.clone().unwrap_or_default());
    attached.document_type == own.document_type
        && same(attached.series.as_ref(), own.series.as_ref())
        && same(attached.number.as_ref(), own.number.as_ref())
        && same(attached.issue_date.as_ref(), own.issue_date.as_ref())
        && same(issuer.code.as_ref(), known.code.as_ref())
        && same(issuer.name.as_ref(), known.name.as_ref())
}

impl FormDocument {
    /// What it is in a request.
    pub fn kind(&self) -> Option<Kind> {
        kind_of(&self.info.document_type)
    }
}

impl fmt::Debug for FormDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FormDocument({}, {})", self.id, self.info.document_type)
    }
}

impl fmt::Debug for FormContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FormContent({}, {})", self.id, self.sort)
    }
}
