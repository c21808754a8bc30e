//! Certificate forms (contracts/certificate-forms.md): a record beside an [`IssueRequest`] of the same id, which holds what its client gave as
//! it was given. Everything that decides anything happens to the request; `mapping` says what of a form stands where in it.

mod document;
mod event;
mod made_elsewhere;
mod mapping;
mod state;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use document::{FORMATS, FormContent, FormDocument, LARGEST, MOST_DOCUMENTS, kind_of, same_requisites};
pub use event::{FormEvent, FormEventKind, FormSignature};
pub use made_elsewhere::made_elsewhere;
pub use mapping::{Wanted, applicant, wanted};
pub use state::{FormState, State, TABLE};

use crate::id::{CompanyId, IssueId, LicenseeId, PartyId};
use crate::issue::{IssueRequest, State as RequestState};
use crate::party::{Authority, ClientId, Details};
use crate::time::Timestamp;

/// A form. It holds personal data: rows keep it sealed, and `Debug` prints none of them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The id of its request, and of the certificate that is issued from it.
    pub id: IssueId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company on whose behalf it was made: nobody else finds it.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// The client's own id, unique within the company.
    pub external_id: Option<ClientId>,
    /// The person, as they were when they were copied.
    pub person: FormParty,
    /// The organization that the person acts for, copied likewise.
    pub organization: Option<FormParty>,
    /// As what the person acts for it, copied likewise.
    pub link: Option<FormLink>,
    /// The documents, in the order in which they came.
    pub documents: Vec<FormDocument>,
    /// The scan of the statement by which the certificate is asked for.
    pub statement: Option<FormContent>,
    /// When it was mended last after its data were refused.
    pub mended_at: Option<Timestamp>,
    /// The certificate and the receipt for it, once both can be fetched.
    pub issued: Option<FormIssued>,
    /// That the certificate was asked to be revoked.
    pub recall: Option<FormRecall>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A party as it was copied into a form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormParty {
    /// Which one.
    pub id: PartyId,
    /// The client's own id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<ClientId>,
    /// Who it was then.
    pub details: Details,
}

/// As what a person acts for an organization.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormLink {
    /// Должность.
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
}

/// What can be fetched once the certificate was made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormIssued {
    /// The certificate, in DER.
    pub certificate: FormContent,
    /// The receipt (расписка) as PDF.
    pub receipt: FormContent,
}

/// That the certificate was asked to be revoked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRecall {
    /// The scan of the statement.
    pub statement: FormContent,
    /// When.
    pub at: Timestamp,
}

impl Form {
    /// How far it came: its request says, and whether it was mended since.
    pub fn state(&self, request: &IssueRequest, now: Timestamp) -> FormState {
        FormState::of(request, self.mended_at, now)
    }

    /// Every content that it names, each once.
    pub fn contents(&self) -> Vec<&FormContent> {
        let of_documents = self.documents.iter().filter_map(|document| document.content.as_ref());
        let issued = self.issued.iter().flat_map(|issued| [&issued.certificate, &issued.receipt]);
        let recall = self.recall.iter().map(|recall| &recall.statement);
        let mut all: Vec<&FormContent> = of_documents.chain(&self.statement).chain(issued).chain(recall).collect();
        all.sort_by_key(|content| content.id);
        all.dedup_by_key(|content| content.id);
        all
    }

    /// Whether it may be changed: as long as nobody checks it.
    pub fn require_open(&self, request: &IssueRequest, now: Timestamp) -> Result<(), crate::Rejected> {
        match self.state(request, now) {
            FormState::Created | FormState::ValidationError => Ok(()),
            FormState::Releasing | FormState::Checking | FormState::Released => Err(self.wrong_state(request, now)),
        }
    }

    /// That the state does not allow it.
    pub fn wrong_state(&self, request: &IssueRequest, now: Timestamp) -> crate::Rejected {
        crate::Rejected::from(crate::code::WRONG_ISSUE_STATUS).with("current_status", self.state(request, now).word())
    }
}

/// Whether an issue request lies with somebody who found something wrong with it.
pub(crate) fn refused_since(request: &IssueRequest) -> Option<Timestamp> {
    match &request.state {
        RequestState::Correction { since, .. } => Some(*since),
        _ => None,
    }
}

/// Nothing of a person belongs into a log.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({}, version {})", self.id, self.version)
    }
}

macro_rules! silent {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

silent! { FormParty FormLink FormIssued FormRecall }
