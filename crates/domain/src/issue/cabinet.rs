//! Identity, statement and key; to the subject's cabinet and from there to the certificate.

use super::applicant::SubjectKind;
use super::document::{Gate, Kind, Missing};
use super::{
    Agreement, ByPortal, Confirmation, Consent, Event, Forwarded, Identification, IssueRequest, KeyPlace, Outcome, PortalAnswer, ServerKey,
    SignedStatement, State,
};
use crate::code;
use crate::id::CertificateId;
use crate::time::Timestamp;

impl IssueRequest {
    /// Upsert; the store keeps the history.
    pub(super) fn identify(mut self, new: Identification) -> Outcome {
        if new.by.is_subject_of(&self) {
            return Err(code::FOUR_EYES.into());
        }
        self.identification = Some(new);
        Ok((self, vec![Event::Identified]))
    }

    /// What lies in the cabinet rests on it.
    pub(super) fn remove_identification(mut self) -> Outcome {
        if self.is_forwarded() {
            return Err(code::ALREADY_FORWARDED.into());
        }
        if self.identification.take().is_none() {
            return Err(code::NOT_FOUND.into());
        }
        Ok((self, vec![Event::IdentificationRemoved]))
    }

    /// Whether somebody has vouched for the identity: the state portal does so with the statement.
    pub fn is_identified(&self) -> bool {
        self.identification.is_some() || self.statement.as_ref().is_some_and(SignedStatement::is_by_portal)
    }

    /// `counterparty` is a subject who is neither member nor employee of the licensee's own company. Again changes nothing.
    pub(super) fn forward(mut self, agreement: Option<Agreement>, made: Option<ServerKey>, counterparty: bool, now: Timestamp) -> Outcome {
        let required = counterparty || agreement.is_some() || self.applicant.kind == SubjectKind::NaturalPerson;
        if required && !self.is_identified() {
            return Err(code::IDENTIFICATION_REQUIRED.into());
        }
        if agreement.is_none() {
            // what was asked before the check is not asked twice: an extract grows old while operators look
            let before = self.missing(Gate::Check, now);
            let lacking: Vec<Missing> = self.missing(Gate::Forwarding, now).into_iter().filter(|one| !before.contains(one)).collect();
            Missing::refusal(&lacking).map_or(Ok(()), Err)?;
        }
        let State::Approved { forwarded, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if forwarded.is_some() {
            return Ok((self, Vec::new()));
        }
        let event = if agreement.is_some() { Event::DocumentsReady } else { Event::Forwarded };
        *forwarded = Some(Forwarded { at: now, agreement });
        if let (KeyPlace::Server { key, .. }, Some(made)) = (&mut self.key, made) {
            *key = Some(made);
        }
        Ok((self, vec![event]))
    }

    /// Again changes nothing.
    pub(super) fn retrieve(mut self) -> Outcome {
        let State::Approved { forwarded, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if forwarded.take().is_none() {
            return Ok((self, Vec::new()));
        }
        Ok((self, vec![Event::Retrieved]))
    }

    /// Who is asked again forgets what was asked before: one confirmation waits at a time.
    pub(super) fn ask_portal(mut self, confirmation: Confirmation) -> Outcome {
        self.confirmation = Some(confirmation);
        Ok((self, vec![Event::PortalAsked]))
    }

    /// An answer counts once, and for the data that it was asked about.
    pub(super) fn answer_portal(mut self, answer: PortalAnswer, now: Timestamp) -> Outcome {
        let Some(confirmation) = &mut self.confirmation else { return Err(code::CONFIRMATION_MISSING.into()) };
        if confirmation.answer == answer || confirmation.answer != PortalAnswer::InProgress {
            return Ok((self, Vec::new()));
        }
        confirmation.answer = answer;
        if answer != PortalAnswer::Confirmed {
            return Ok((self, vec![Event::PortalAnswered]));
        }
        let (confirmation, binding) = (confirmation.id.clone(), confirmation.binding.clone());
        self.statement = Some(SignedStatement::Portal { confirmation, binding, at: now });
        Ok((self, vec![Event::PortalAnswered, Event::StatementSigned]))
    }

    /// What the portal confirmed vouches for the person too: a code adds nothing to it.
    pub(super) fn sign_statement(mut self, statement: SignedStatement) -> Outcome {
        if self.statement.as_ref().is_some_and(SignedStatement::is_by_portal) {
            return Ok((self, Vec::new()));
        }
        self.statement = Some(statement);
        Ok((self, vec![Event::StatementSigned]))
    }

    /// Whoever confirmed on the state portal was told where the key will be: for one elsewhere they are asked anew. Where the portal alone had
    /// vouched for them, the request leaves the cabinet, since nothing of what let it in stands any more.
    pub(super) fn bring_key(mut self, key: KeyPlace) -> Outcome {
        if self.key == key {
            return Ok((self, Vec::new()));
        }
        let mut events = vec![Event::KeyBrought];
        if self.key.word() != key.word() && self.statement.as_ref().is_some_and(SignedStatement::is_by_portal) {
            (self.statement, self.confirmation) = (None, None);
            if !self.is_identified() && self.is_forwarded() {
                let (request, retrieved) = self.retrieve()?;
                self = request;
                events.extend(retrieved);
            }
        }
        self.key = key;
        Ok((self, events))
    }

    /// Whether there is a statement, signed by code, through the portal or on paper.
    pub fn has_statement(&self) -> bool {
        self.statement.is_some() || self.document(Kind::ReleaseStatement).is_some_and(|document| !document.pages.is_empty())
    }

    /// Whether the request goes on to its certificate without being asked: the state portal has confirmed statement and person, which is the
    /// consent to the release too. It waits for its key, where that is on a token.
    pub fn goes_on_by_itself(&self) -> bool {
        let confirmed = self.statement.as_ref().is_some_and(SignedStatement::is_by_portal);
        confirmed && matches!(self.state, State::Approved { .. }) && self.agreement().is_none()
    }

    /// The release is asked for once, from the cabinet, with a key, and with something agreed to. A consent by the state portal is one to the
    /// statement that it confirmed.
    pub(super) fn accept(mut self, consent: Consent, chosen: Option<KeyPlace>, now: Timestamp) -> Outcome {
        let State::Approved { by, forwarded: Some(forwarded), .. } = &self.state else { return Err(code::DOCUMENTS_NOT_READY.into()) };
        let (by, agreement) = (*by, forwarded.agreement.clone());
        // whom the licensee has registered itself, it asks by itself: its contract stands in the place of a statement
        let by_contract = !self.applicant.is_given() && matches!(consent, Consent::Contract(_));
        if agreement.is_none() && !by_contract && !self.has_statement() {
            return Err(code::STATEMENT_REQUIRED.into());
        }
        if let Consent::Portal(portal) = &consent
            && !self.is_confirmed_by(portal)
        {
            return Err(code::STATEMENT_REQUIRED.into());
        }
        if let Some(chosen) = chosen {
            self.key = chosen;
        }
        let is_known = match &self.key {
            KeyPlace::Server { key, .. } => key.is_some(),
            KeyPlace::Browser { .. } | KeyPlace::Token { .. } => true,
            KeyPlace::AwaitedToken => false,
        };
        if !is_known {
            return Err(code::KEY_REQUIRED.into());
        }
        self.state = State::Releasing { at: now, by, agreement, consent, inner_error: None };
        Ok((self, vec![Event::Accepted]))
    }

    fn is_confirmed_by(&self, portal: &ByPortal) -> bool {
        let confirmed = |statement: &SignedStatement| match statement {
            SignedStatement::Portal { confirmation, binding, .. } => *confirmation == portal.confirmation && *binding == portal.binding,
            SignedStatement::Code { .. } => false,
        };
        self.goes_on_by_itself() && self.statement.as_ref().is_some_and(confirmed)
    }

    /// The same failure is told once. An approved request fails where it should have gone on by itself.
    pub(super) fn report_failure(mut self, error: String) -> Outcome {
        let fails = self.goes_on_by_itself() || matches!(self.state, State::Releasing { .. });
        let (State::Approved { inner_error, .. } | State::Releasing { inner_error, .. }) = &mut self.state else {
            return Err(self.wrong_status());
        };
        if !fails {
            return Err(self.wrong_status());
        }
        if inner_error.as_ref() == Some(&error) {
            return Ok((self, Vec::new()));
        }
        *inner_error = Some(error);
        Ok((self, vec![Event::ReleaseFailed]))
    }

    pub(super) fn release(mut self, certificate: CertificateId, now: Timestamp) -> Outcome {
        let State::Releasing { by, agreement, consent, .. } = self.state else { return Err(self.wrong_status()) };
        self.state = State::Released { at: now, by, agreement, consent, certificate, activated_at: None };
        Ok((self, vec![Event::Released { certificate }]))
    }

    /// Activating again changes nothing.
    pub(super) fn activate(mut self, now: Timestamp) -> Outcome {
        let State::Released { activated_at, certificate, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if activated_at.is_some() {
            return Ok((self, Vec::new()));
        }
        *activated_at = Some(now);
        let certificate = *certificate;
        Ok((self, vec![Event::Activated { certificate }]))
    }
}
