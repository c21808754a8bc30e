//! That somebody compared the subject with an identity document (удостоверение личности): evidence for when something went wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::IssueRequest;
use super::document::{Kind, Requisite};
use crate::id::{LicenseeId, UserId};
use crate::time::Timestamp;

/// Who compared, when, with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identification {
    /// Who did.
    pub by: Verifier,
    /// When.
    pub at: Timestamp,
    /// The version of the request they looked at.
    pub request_version: i64,
    /// The document they looked at, as the request had it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<SeenDocument>,
}

/// Which document it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenDocument {
    /// Its kind.
    pub kind: Kind,
    /// Its series, where it has one.
    pub series: Option<String>,
    /// Its number.
    pub number: Option<String>,
}

/// Who may vouch for an identity.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verifier {
    /// The licensee, which answers by contract for the data it sends.
    Licensee {
        /// Which.
        licensee: LicenseeId,
    },
    /// The licensee's policy: it answers by contract for everybody whom it submits, and nobody looked at this one (straight issue).
    Policy {
        /// Whose.
        licensee: LicenseeId,
    },
    /// A named member; never the subject.
    Member {
        /// Who.
        user: UserId,
    },
    /// Somebody of the client's, by what they are there and as they are called; never the subject.
    Named {
        /// What they are.
        role: VerifierRole,
        /// Their name, or the id by which the client knows them.
        name: String,
    },
}

/// What somebody is who vouches for an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifierRole {
    /// The head of the organization.
    Head,
    /// An employee.
    Employee,
}

impl Verifier {
    /// The longest name, in characters.
    pub const LONGEST_NAME: usize = 255;

    /// Whether it is the subject themself, as far as can be seen: by account, or by the whole name or the ИНН.
    pub(super) fn is_subject_of(&self, request: &IssueRequest) -> bool {
        match self {
            Self::Licensee { .. } | Self::Policy { .. } => false,
            Self::Member { user } => *user == request.user,
            Self::Named { name, .. } => {
                let (name, applicant) = (folded(name), &request.applicant);
                let is = |text: String| !text.is_empty() && folded(&text) == name;
                is(applicant.full_name())
                    || is(applicant.inn_of_person().map(String::from).unwrap_or_default())
                    || is(request.user.uuid().to_string())
                    || is(request.user.to_string())
            }
        }
    }
}

/// Without differences of case, spaces and ё.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('ё', "е")
}

impl SeenDocument {
    /// The identity document of a request, where it has one.
    pub fn of(request: &IssueRequest) -> Option<Self> {
        let document = request.documents.iter().find(|document| document.kind.proves_identity())?;
        let value = |requisite| document.requisites.get(requisite).map(ToOwned::to_owned);
        Some(Self { kind: document.kind, series: value(Requisite::Series), number: value(Requisite::Number) })
    }
}

/// Names are personal data: a log gets none.
impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Licensee { licensee } => write!(f, "Licensee({licensee})"),
            Self::Policy { licensee } => write!(f, "Policy({licensee})"),
            Self::Member { user } => write!(f, "Member({user})"),
            Self::Named { role, .. } => write!(f, "Named({role:?})"),
        }
    }
}

/// Numbers of documents are personal data: a log gets none.
impl fmt::Debug for SeenDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeenDocument({})", self.kind.word())
    }
}
