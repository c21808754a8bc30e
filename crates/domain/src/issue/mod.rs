//! A certificate request (заявка на выпуск): one machine behind every face (contracts' states and invariants).

mod algorithm;
pub mod applicant;
pub mod check;
pub mod document;
mod event;
mod policy;
mod state;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use algorithm::KeyAlgorithm;
pub use event::Event;
pub use policy::Policy;
pub use state::{Approver, Consent, Documents, Identification, Printed, State, Verifier};

use crate::Rejected;
use crate::code;
use crate::id::{CertificateId, CompanyId, IssueId, LicenseeId, PrivateKeyId, UserId};
use crate::subject::{ExternalId, Reason};
use crate::time::Timestamp;

/// A request for a certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueRequest {
    /// Its id; the bare UUID on the vendors' faces.
    pub id: IssueId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Whose certificate it will be.
    pub user: UserId,
    /// For which company the person will sign; nobody's for a private person.
    pub company: Option<CompanyId>,
    /// Where the private key lives, and its public half once it is known.
    pub key: KeyPlace,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// When it was created.
    pub created_at: Timestamp,
    /// How far it came.
    pub state: State,
}

/// Where a private key lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum KeyPlace {
    /// In this server's sealed store (row 5.1). The public key appears when the documents are made.
    Server {
        /// The key.
        key: Option<ServerKey>,
        /// Of which algorithm it is made. Requests of times when there was one algorithm say nothing: theirs is ECDSA on P-256.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        algorithm: Option<KeyAlgorithm>,
    },
    /// In the person's browser; its PKCS#10 came with the request.
    Browser { csr: String },
    /// On the person's token; its PKCS#10 came with the request.
    Token { csr: String },
}

impl KeyPlace {
    /// The published word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Server { .. } => "server",
            Self::Browser { .. } => "browser",
            Self::Token { .. } => "token",
        }
    }
}

/// A key that the server made for this request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerKey {
    /// Its name in the key store.
    pub id: PrivateKeyId,
    /// SubjectPublicKeyInfo, DER, lower-case hex.
    pub spki: String,
}

/// What somebody asks of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The subject agrees to offer and act; the certificate may be made.
    Accept { consent: Consent },
    /// The subject (or the licensee for them) takes the issued certificate into use.
    Activate,
    /// Checked, no remarks.
    Approve { by: Approver },
    /// Remarks were found.
    Correct { comment: Reason },
    /// The documents to agree to are ready: the request goes to the subject's cabinet.
    Forward { documents: Documents, key: Option<ServerKey> },
    /// Somebody looked at the subject's identity document.
    Identify { identification: Identification },
    /// Making the certificate failed; it will be tried again.
    ReportFailure { error: String },
    /// The certificate was made and recorded.
    Release { certificate: CertificateId },
    /// To the check.
    Submit,
}

type Outcome = Result<(IssueRequest, Vec<Event>), Rejected>;

impl IssueRequest {
    /// Applies `command` at `now`; returns the new request and what happened, or why it may not happen.
    ///
    /// No events means that nothing changed.
    pub fn apply(self, command: Command, now: Timestamp) -> Outcome {
        match command {
            Command::Accept { consent } => self.accept(consent, now),
            Command::Activate => self.activate(now),
            Command::Approve { by } => self.approve(by, now),
            Command::Correct { comment } => self.correct(comment, now),
            Command::Forward { documents, key } => self.forward(documents, key),
            Command::Identify { identification } => self.identify(identification),
            Command::ReportFailure { error } => self.report_failure(error),
            Command::Release { certificate } => self.release(certificate, now),
            Command::Submit => self.submit(now),
        }
    }

    /// The word of the office face for where the request stands.
    pub fn office_word(&self) -> &'static str {
        match &self.state {
            State::Preparing => "created",
            State::Validating { .. } => "checking",
            State::Correction { .. } => "correction",
            State::Approved { documents: None, .. } => "identity_pending",
            State::Approved { documents: Some(_), .. } => "documents_ready",
            State::Releasing { .. } => "accepted",
            State::Released { activated_at: None, .. } => "issued",
            State::Released { activated_at: Some(_), .. } => "active",
        }
    }

    /// The documents the subject agrees to or agreed to.
    pub fn documents(&self) -> Option<&Documents> {
        match &self.state {
            State::Approved { documents, .. } => documents.as_ref(),
            State::Releasing { documents, .. } | State::Released { documents, .. } => Some(documents),
            State::Preparing | State::Validating { .. } | State::Correction { .. } => None,
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

    fn submit(mut self, now: Timestamp) -> Outcome {
        match self.state {
            State::Preparing | State::Correction { .. } => self.state = State::Validating { since: now },
            State::Validating { .. } | State::Approved { .. } | State::Releasing { .. } | State::Released { .. } => {
                return Err(self.wrong_status());
            }
        }
        Ok((self, vec![Event::Submitted]))
    }

    fn correct(mut self, comment: Reason, now: Timestamp) -> Outcome {
        let State::Validating { .. } = self.state else { return Err(self.wrong_status()) };
        self.state = State::Correction { comment, since: now };
        Ok((self, vec![Event::Corrected]))
    }

    fn approve(mut self, by: Approver, now: Timestamp) -> Outcome {
        let State::Validating { .. } = self.state else { return Err(self.wrong_status()) };
        if by == (Approver::Operator { user: self.user }) {
            return Err(code::FOUR_EYES.into());
        }
        self.state = State::Approved { at: now, by, identification: None, documents: None };
        Ok((self, vec![Event::Approved]))
    }

    /// Upsert; the store keeps the history.
    fn identify(mut self, new: Identification) -> Outcome {
        if new.by == (Verifier::Member { user: self.user }) {
            return Err(code::FOUR_EYES.into());
        }
        let State::Approved { identification, .. } = &mut self.state else { return Err(self.wrong_status()) };
        *identification = Some(new);
        Ok((self, vec![Event::Identified]))
    }

    fn forward(mut self, new: Documents, made: Option<ServerKey>) -> Outcome {
        let State::Approved { identification, documents, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if identification.is_none() {
            return Err(code::IDENTIFICATION_REQUIRED.into());
        }
        if documents.is_some() {
            return Ok((self, Vec::new()));
        }
        *documents = Some(new);
        if let KeyPlace::Server { key, .. } = &mut self.key {
            *key = made;
        }
        Ok((self, vec![Event::DocumentsReady]))
    }

    fn accept(mut self, consent: Consent, now: Timestamp) -> Outcome {
        let (by, identification, documents) = match self.state {
            State::Approved { by, identification: Some(identification), documents: Some(documents), .. } => (by, identification, documents),
            State::Approved { .. } => return Err(code::DOCUMENTS_NOT_READY.into()),
            State::Preparing | State::Validating { .. } | State::Correction { .. } | State::Releasing { .. } | State::Released { .. } => {
                return Err(self.wrong_status());
            }
        };
        self.state = State::Releasing { at: now, by, identification, documents, consent, inner_error: None };
        Ok((self, vec![Event::Accepted]))
    }

    fn report_failure(mut self, error: String) -> Outcome {
        let State::Releasing { inner_error, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if inner_error.as_ref() == Some(&error) {
            return Ok((self, Vec::new()));
        }
        *inner_error = Some(error);
        Ok((self, vec![Event::ReleaseFailed]))
    }

    fn release(mut self, certificate: CertificateId, now: Timestamp) -> Outcome {
        let (by, identification, documents, consent) = match self.state {
            State::Releasing { by, identification, documents, consent, .. } => (by, identification, documents, consent),
            State::Preparing | State::Validating { .. } | State::Correction { .. } | State::Approved { .. } | State::Released { .. } => {
                return Err(self.wrong_status());
            }
        };
        self.state = State::Released { at: now, by, identification, documents, consent, certificate, activated_at: None };
        Ok((self, vec![Event::Released { certificate }]))
    }

    /// Activating again changes nothing.
    fn activate(mut self, now: Timestamp) -> Outcome {
        let State::Released { activated_at, certificate, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if activated_at.is_some() {
            return Ok((self, Vec::new()));
        }
        *activated_at = Some(now);
        let certificate = *certificate;
        Ok((self, vec![Event::Activated { certificate }]))
    }

    fn wrong_status(&self) -> Rejected {
        Rejected::from(code::WRONG_ISSUE_STATUS).with("current_status", self.office_word())
    }
}
