//! From the client to the operator and back.

use std::time::Duration;

use serde_json::{Value, json};

use super::document::{Gate, Kind, Missing, Why, missing};
use super::remark::{CorrectedBy, Correction, Remark};
use super::{Approver, Demands, Event, IssueRequest, Outcome, State, Taken, check};
use crate::Rejected;
use crate::code;
use crate::id::UserId;
use crate::subject::Reason;
use crate::time::Timestamp;

/// How long a request stays an operator's who took it; after that another one may.
pub const TAKEN_FOR: Duration = Duration::from_secs(30 * 60);

impl IssueRequest {
    /// What was to be mended is history now.
    pub(super) fn submit(mut self, demands: Demands, now: Timestamp) -> Outcome {
        match demands {
            Demands::Nothing => {}
            Demands::Whole => self.require_whole(self.missing(Gate::Check, now)).and_then(|()| self.require_no_fatal(now))?,
            Demands::WholeButForRegisters => {
                let power = |one: &Missing| one.any_of == [Kind::SigningAuthority];
                self.require_whole(self.missing(Gate::Check, now).into_iter().filter(|one| !power(one)).collect())?;
            }
        }
        let before = std::mem::replace(&mut self.state, State::Validating { since: now, taken: None });
        if let State::Correction { correction, .. } = before {
            self.corrections.push(correction);
        }
        Ok((self, vec![Event::Submitted]))
    }

    pub(super) fn require_whole(&self, missing: Vec<Missing>) -> Result<(), Rejected> {
        let wrong: Vec<Value> =
            self.applicant.problems().into_iter().map(|(field, code)| json!({ "field": field, "code": code.id })).collect();
        if !wrong.is_empty() {
            return Err(Rejected::from(code::APPLICANT_INCOMPLETE).with("fields", wrong));
        }
        Missing::refusal(&missing).map_or(Ok(()), Err)
    }

    pub(super) fn require_no_fatal(&self, now: Timestamp) -> Result<(), Rejected> {
        let validations = self.validations(now);
        if !check::blocks(&validations) {
            return Ok(());
        }
        let fatal = validations.iter().flat_map(|one| &one.findings).filter(|finding| finding.level == check::Level::Fatal);
        let told: Vec<Value> = fatal
            .map(|finding| json!({ "document": finding.kind.word(), "code": finding.code.word(), "level": finding.level.word() }))
            .collect();
        Err(Rejected::from(code::REQUISITES_REFUSED).with("findings", told))
    }

    /// What is lacking to pass a gate. The statement may still be signed without paper until the certificate is made, so that its absence is
    /// no lack here: the release (`Command::Accept`) asks for it.
    pub fn missing(&self, gate: Gate, now: Timestamp) -> Vec<Missing> {
        let lacking = missing(&self.document_facts(now), &self.documents, gate);
        let may_come = |one: &Missing| one.why == Why::Absent && one.any_of == [Kind::ReleaseStatement];
        lacking.into_iter().filter(|one| !may_come(one)).collect()
    }

    pub(super) fn take(mut self, operator: UserId, now: Timestamp) -> Outcome {
        self.require_untaken_by_others(operator, now)?;
        let State::Validating { taken, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if taken.is_some_and(|taken| taken.by == operator) {
            return Ok((self, Vec::new()));
        }
        *taken = Some(Taken { by: operator, at: now });
        Ok((self, vec![Event::Taken]))
    }

    /// What somebody else took stays theirs.
    pub(super) fn give_back(mut self, operator: UserId) -> Outcome {
        let State::Validating { taken, .. } = &mut self.state else { return Err(self.wrong_status()) };
        if taken.is_none_or(|taken| taken.by != operator) {
            return Ok((self, Vec::new()));
        }
        *taken = None;
        Ok((self, vec![Event::GivenBack]))
    }

    fn require_untaken_by_others(&self, operator: UserId, now: Timestamp) -> Result<(), Rejected> {
        let is_others = self.taken(now).is_some_and(|taken| taken.by != operator);
        if is_others { Err(code::TAKEN_BY_ANOTHER.into()) } else { Ok(()) }
    }

    /// The house does not decide what an operator is looking at.
    pub(super) fn require_untaken(&self, now: Timestamp) -> Result<(), Rejected> {
        if self.taken(now).is_some() { Err(code::TAKEN_BY_ANOTHER.into()) } else { Ok(()) }
    }

    /// Whose it is for now.
    fn taken(&self, now: Timestamp) -> Option<Taken> {
        let State::Validating { taken, .. } = &self.state else { return None };
        taken.filter(|taken| now < taken.at.plus(TAKEN_FOR))
    }

    /// A return says at least something.
    pub(super) fn correct(mut self, operator: Option<UserId>, comment: Option<Reason>, remarks: Vec<Remark>, now: Timestamp) -> Outcome {
        if comment.is_none() && remarks.is_empty() {
            return Err(code::REMARKS_REQUIRED.into());
        }
        if let Some(operator) = operator {
            self.require_untaken_by_others(operator, now)?;
        }
        let by = operator.map_or(CorrectedBy::House, |user| CorrectedBy::Operator { user });
        self.state = State::Correction { since: now, correction: Correction { by, comment, remarks, at: now } };
        Ok((self, vec![Event::Corrected]))
    }

    /// Four eyes: neither the subject nor who asked.
    pub(super) fn approve(mut self, by: Approver, now: Timestamp) -> Outcome {
        if let Approver::Operator { user } = by {
            if user == self.user || self.requested_by.as_ref() == Some(&user.to_string()) {
                return Err(code::FOUR_EYES.into());
            }
            self.require_untaken_by_others(user, now)?;
        }
        self.state = State::Approved { at: now, by, forwarded: None, inner_error: None };
        Ok((self, vec![Event::Approved]))
    }

    /// The client has something to mend after all; from the cabinet the request comes back with it.
    pub(super) fn decline(mut self, comment: Option<Reason>, now: Timestamp) -> Outcome {
        let correction = Correction { by: CorrectedBy::Client, comment, remarks: Vec::new(), at: now };
        self.state = State::Correction { since: now, correction };
        Ok((self, vec![Event::Declined]))
    }
}
