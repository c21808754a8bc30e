//! A certificate request (заявка на выпуск): one machine behind every face (contracts' states and invariants).

mod agreement;
mod algorithm;
pub mod applicant;
mod cabinet;
pub mod check;
mod checking;
mod command;
pub mod document;
mod event;
mod facts;
mod identification;
mod key;
mod older;
mod policy;
mod preparing;
pub mod remark;
mod state;
mod statement;
mod status;
mod straight;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use agreement::{Agreement, ByCode, ByContract, ByPortal, Consent, Printed, Processing, ProcessingBy};
pub use algorithm::KeyAlgorithm;
pub use command::{Command, Demands};
pub use event::Event;
pub use facts::day_of;
pub use identification::{Identification, SeenDocument, Verifier, VerifierRole};
pub use key::{KeyPlace, ServerKey};
pub use policy::Policy;
pub use state::{Approver, Forwarded, State, Taken};
pub use statement::{Confirmation, PortalAnswer, SignedStatement};
pub use status::Status;
pub use straight::{Registers, Settled};

use crate::Rejected;
use crate::code;
use crate::id::{CertificateId, CompanyId, IssueId, LicenseeId, UserId};
use crate::subject::ExternalId;
use crate::time::Timestamp;
use applicant::Applicant;
use document::Document;
use remark::Correction;

/// A request for a certificate. It holds personal data: rows keep it sealed, and `Debug` prints none of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "older::AnyAge")]
pub struct IssueRequest {
    /// Its id; the bare UUID on the vendors' faces.
    pub id: IssueId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Whose certificate it will be. Where the subject has no account yet, the one that is made with the release will have this id.
    pub user: UserId,
    /// For which company the person will sign; nobody's for a private person.
    pub company: Option<CompanyId>,
    /// The request of which this one asks for the next certificate.
    pub base: Option<IssueId>,
    /// The subject's data as they were given; of requests by account alone nothing but the kind.
    pub applicant: Applicant,
    /// What the subject shows of themselves, at most one of a kind.
    pub documents: Vec<Document>,
    /// What registers say of it. What can be seen without them is not kept: see [`IssueRequest::validations`].
    pub checks: Vec<check::Check>,
    /// Areas in which the certificate is to be used.
    pub use_areas: Vec<String>,
    /// That the subject agreed to the processing of personal data.
    pub processing: Option<Processing>,
    /// How the statement was signed, where no paper was.
    pub statement: Option<SignedStatement>,
    /// What the state portal was asked, and what it said.
    pub confirmation: Option<Confirmation>,
    /// Who vouches for the identity; the store keeps the history.
    pub identification: Option<Identification>,
    /// A free text that goes with it.
    pub note: Option<String>,
    /// What was to be mended earlier, the oldest first; what is now stands in the state.
    pub corrections: Vec<Correction>,
    /// Where the private key lives, and its public half once it is known.
    pub key: KeyPlace,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// What a face wants to be told back as it was said. The machine never reads it.
    pub remembered: Option<String>,
    /// Who asked for it: a shown id. Of requests of times when that was not kept nothing is known.
    pub requested_by: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// How far it came.
    pub state: State,
}

/// What becomes of a request, and what happened.
pub type Outcome = Result<(IssueRequest, Vec<Event>), Rejected>;

impl IssueRequest {
    /// The most characters of what a face is told back.
    pub const LONGEST_REMEMBERED: usize = 4096;
    /// The most characters of a note.
    pub const LONGEST_NOTE: usize = 2000;
    /// The most areas of use.
    pub const MOST_USE_AREAS: usize = 50;

    /// A request of which nothing is known but whose it is.
    pub fn draft(id: IssueId, licensee: LicenseeId, user: UserId, applicant: Applicant, key: KeyPlace, now: Timestamp) -> Self {
        Self {
            id,
            licensee,
            version: 1,
            user,
            company: None,
            base: None,
            applicant,
            documents: Vec::new(),
            checks: Vec::new(),
            use_areas: Vec::new(),
            processing: None,
            statement: None,
            confirmation: None,
            identification: None,
            note: None,
            corrections: Vec::new(),
            key,
            external_id: None,
            remembered: None,
            requested_by: None,
            created_at: now,
            updated_at: now,
            state: State::Preparing,
        }
    }

    /// A request for the next certificate of the same subject: data and requisites go along, scans and what was said about them do not.
    pub fn renewal(&self, id: IssueId, kind: applicant::SubjectKind, now: Timestamp) -> Result<Self, Rejected> {
        if self.status() != Status::Released {
            return Err(self.wrong_status());
        }
        let applicant = Applicant { kind, ..self.applicant.clone() };
        let key = match &self.key {
            KeyPlace::Server { algorithm, .. } => KeyPlace::Server { key: None, algorithm: *algorithm },
            KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => KeyPlace::AwaitedToken,
        };
        let kept = self.documents.iter().filter(|document| document.kind != document::Kind::ReleaseStatement);
        let documents = kept.map(|document| Document { pages: Vec::new(), ..document.clone() }).collect();
        let next = Self {
            base: Some(self.id),
            company: self.company,
            documents,
            use_areas: self.use_areas.clone(),
            remembered: self.remembered.clone(),
            ..Self::draft(id, self.licensee, self.user, applicant, key, now)
        };
        Ok(next.replanned(&[], now))
    }

    /// With the questions that registers are to be asked about it: for a request that was just made.
    #[must_use]
    pub fn planned(self, now: Timestamp) -> Self {
        self.replanned(&[], now)
    }

    /// Applies `command` at `now`; returns the new request and what happened, or why it may not happen.
    ///
    /// No events means that nothing changed. After [`Event::Deleted`] there is no request any more.
    pub fn apply(self, command: Command, now: Timestamp) -> Outcome {
        self.require_allows(&command)?;
        let (mut next, events) = match command {
            Command::Accept { consent, key } => self.accept(consent, key, now),
            Command::Activate => self.activate(now),
            Command::AddPage { kind, page } => self.add_page(kind, page),
            Command::AgreeToProcessing { processing } => self.agree_to_processing(processing),
            Command::AnswerPortal { answer } => self.answer_portal(answer, now),
            Command::Approve { by } => self.approve(by, now),
            Command::AskPortal { confirmation } => self.ask_portal(confirmation),
            Command::BringKey { key } => self.bring_key(key),
            Command::Correct { operator, comment, remarks } => self.correct(operator, comment, remarks, now),
            Command::Decline { comment } => self.decline(comment, now),
            Command::Delete => Ok((self, vec![Event::Deleted])),
            Command::DeleteDocument { kind } => self.delete_document(kind, now),
            Command::DeletePage { kind, page } => self.delete_page(kind, page),
            Command::Edit { applicant, use_areas } => self.edit(applicant, use_areas, now),
            Command::Forward { agreement, key, counterparty } => self.forward(agreement, key, counterparty, now),
            Command::GiveBack { operator } => self.give_back(operator),
            Command::Identify { identification } => self.identify(identification),
            Command::Note { text } => self.put_note(text),
            Command::PurgePages { kinds } => self.purge_pages(&kinds),
            Command::PutDocument { kind, requisites } => self.put_document(kind, requisites, now),
            Command::RecordChecks { answers } => self.record_checks(&answers, now),
            Command::ReportFailure { error } => self.report_failure(error),
            Command::Release { certificate } => self.release(certificate, now),
            Command::RemoveIdentification => self.remove_identification(),
            Command::Retrieve => self.retrieve(),
            Command::SignStatement { statement } => self.sign_statement(statement),
            Command::Submit { demands } => self.submit(demands, now),
            Command::Take { operator } => self.take(operator, now),
        }?;
        if !events.is_empty() {
            next.updated_at = now;
        }
        Ok((next, events))
    }

    /// Refuses where the state does not allow `command`, whatever else it needs: for work that is done before it is asked.
    pub fn require_allows(&self, command: &Command) -> Result<(), Rejected> {
        if command.allowed_in().contains(&self.status()) { Ok(()) } else { Err(self.wrong_status()) }
    }

    /// Refuses where the statement cannot be signed now.
    pub fn require_signable(&self) -> Result<(), Rejected> {
        if status::SIGNABLE.contains(&self.status()) { Ok(()) } else { Err(self.wrong_status()) }
    }

    /// How far it came, without the data of the state.
    pub fn status(&self) -> Status {
        self.state.status()
    }

    /// The word of the office face for where the request stands.
    pub fn office_word(&self) -> &'static str {
        match &self.state {
            State::Preparing => "created",
            State::Validating { .. } => "checking",
            State::Correction { .. } => "correction",
            State::Approved { forwarded: None, .. } => "identity_pending",
            State::Approved { forwarded: Some(_), .. } => "documents_ready",
            State::Releasing { .. } => "accepted",
            State::Released { activated_at: None, .. } => "issued",
            State::Released { activated_at: Some(_), .. } => "active",
        }
    }

    /// Whether it lies in the subject's cabinet.
    pub fn is_forwarded(&self) -> bool {
        matches!(self.state, State::Approved { forwarded: Some(_), .. })
    }

    /// What is printed for the subject to agree to, or was agreed to.
    pub fn agreement(&self) -> Option<&Agreement> {
        match &self.state {
            State::Approved { forwarded, .. } => forwarded.as_ref().and_then(|forwarded| forwarded.agreement.as_ref()),
            State::Releasing { agreement, .. } | State::Released { agreement, .. } => agreement.as_ref(),
            State::Preparing | State::Validating { .. } | State::Correction { .. } => None,
        }
    }

    /// What is to be mended now.
    pub fn correction(&self) -> Option<&Correction> {
        match &self.state {
            State::Correction { correction, .. } => Some(correction),
            State::Preparing | State::Validating { .. } | State::Approved { .. } | State::Releasing { .. } | State::Released { .. } => None,
        }
    }

    /// Why the certificate is not made yet, where that failed.
    pub fn inner_error(&self) -> Option<&str> {
        match &self.state {
            State::Approved { inner_error, .. } | State::Releasing { inner_error, .. } => inner_error.as_deref(),
            State::Preparing | State::Validating { .. } | State::Correction { .. } | State::Released { .. } => None,
        }
    }

    /// The certificate, once it was made.
    pub fn certificate(&self) -> Option<CertificateId> {
        match &self.state {
            State::Released { certificate, .. } => Some(*certificate),
            State::Preparing | State::Validating { .. } | State::Correction { .. } | State::Approved { .. } | State::Releasing { .. } => {
                None
            }
        }
    }

    /// The document of a kind, where there is one.
    pub fn document(&self, kind: document::Kind) -> Option<&Document> {
        self.documents.iter().find(|document| document.kind == kind)
    }

    fn put_note(mut self, text: Option<String>) -> Outcome {
        if self.note == text {
            return Ok((self, Vec::new()));
        }
        self.note = text;
        Ok((self, vec![Event::Noted]))
    }

    fn agree_to_processing(mut self, processing: Processing) -> Outcome {
        let is_known =
            self.processing.as_ref().is_some_and(|known| known.text_version == processing.text_version && known.by == processing.by);
        if is_known {
            return Ok((self, Vec::new()));
        }
        self.processing = Some(processing);
        Ok((self, vec![Event::ProcessingAgreed]))
    }

    pub(in crate::issue) fn wrong_status(&self) -> Rejected {
        Rejected::from(code::WRONG_ISSUE_STATUS).with("current_status", self.office_word())
    }
}
