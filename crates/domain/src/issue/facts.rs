//! What a request says to the table of documents, to registers, and to whoever signs its statement.

use std::fmt::Write as _;
use std::time::Duration;

use super::applicant::{SubjectKind, said};
use super::check::{self, Check, Question, Standing, Validation};
use super::document::{self, Kind, Requisite};
use super::{Event, IssueRequest, Outcome, SignedStatement};
use crate::subject::Date;
use crate::time::Timestamp;

/// How far Moscow, where the authority is, is ahead of UTC.
const MOSCOW: Duration = Duration::from_secs(3 * 3600);

/// The day in Moscow.
pub fn day_of(now: Timestamp) -> Date {
    let text = now.plus(MOSCOW).whole_seconds().to_string();
    let day = text.get(..10).and_then(|day| Date::parse(day).ok());
    day.unwrap_or_else(|| Date::parse("1970-01-01").expect("a day"))
}

impl IssueRequest {
    /// What the table of documents asks.
    pub fn document_facts(&self, now: Timestamp) -> document::Facts {
        document::Facts {
            subject: self.applicant.kind,
            subject_is_head: self.applicant.is_a_head(),
            managed_by_company: self.document(Kind::ManagementCompanyEgrul).is_some(),
            use_areas_requested: !self.use_areas.is_empty(),
            received_by_proxy: self.document(Kind::ApplicantWarrant).is_some(),
            photo_by_contract: false,
            statement: match &self.statement {
                None => document::StatementRoute::OnPaper,
                Some(SignedStatement::Code { .. }) => document::StatementRoute::BySms,
                Some(SignedStatement::Portal { .. }) => document::StatementRoute::ByPortal,
            },
            today: day_of(now),
        }
    }

    /// What registers can be asked about, as it was given.
    pub fn check_facts(&self) -> check::Facts {
        let applicant = &self.applicant;
        let value = |kind, requisite| self.document(kind).and_then(|one| one.requisites.get(requisite)).map(ToOwned::to_owned);
        let passport = self.document(Kind::Passport).map(|_| check::PassportFacts {
            series: value(Kind::Passport, Requisite::Series).unwrap_or_default(),
            number: value(Kind::Passport, Requisite::Number).unwrap_or_default(),
            issue_date: self.document(Kind::Passport).and_then(|passport| passport.requisites.date(Requisite::IssueDate)),
        });
        let identity = self.documents.iter().find(|document| document.kind.proves_identity());
        let born = identity.and_then(|document| document.requisites.date(Requisite::BirthDate));
        let part = applicant.organization.as_ref();
        let (inn, organization) = match applicant.kind {
            SubjectKind::NaturalPerson => (applicant.inn.clone(), None),
            SubjectKind::SoleProprietor => (applicant.inn.clone(), Some(Kind::Egrip)),
            SubjectKind::LegalEntity => (part.and_then(|part| part.employee_inn.clone()), Some(Kind::Egrul)),
        };
        let organization = organization.zip(said(&applicant.inn)).map(|(kind, inn)| check::OrganizationFacts {
            kind,
            inn: inn.to_owned(),
            ogrn: part.and_then(|part| part.ogrn.clone()),
            kpp: part.and_then(|part| part.kpp.clone()),
        });
        check::Facts {
            surname: applicant.surname.clone(),
            name: applicant.name.clone(),
            patronymic: applicant.patronymic.clone(),
            birth_date: applicant.parsed_birth_date().or(born),
            snils: value(Kind::Snils, Requisite::Number).or_else(|| applicant.snils.clone()),
            inn,
            passport,
            organization,
        }
    }

    /// What registers are to be asked about it, as it is.
    pub fn questions(&self, now: Timestamp) -> Vec<Question> {
        check::questions(&self.check_facts(), &day_of(now))
    }

    /// The questions that wait for an answer; with those whose register could not be asked, where they are to be asked again.
    pub fn open_questions(&self, again: bool, now: Timestamp) -> Vec<Question> {
        let is_open = |question: &Question| {
            let standing = self.checks.iter().find(|check| check.kind == question.kind()).map(|check| &check.standing);
            match standing {
                None | Some(Standing::Waiting) => true,
                Some(Standing::Unavailable) => again,
                Some(Standing::GivenUp | Standing::Answered { .. }) => false,
            }
        };
        self.questions(now).into_iter().filter(is_open).collect()
    }

    /// Everything that is known to be right or wrong with it, a line for each document.
    pub fn validations(&self, now: Timestamp) -> Vec<Validation> {
        check::validations(&check::local(&self.check_facts(), &day_of(now)), &self.checks)
    }

    /// Plans the questions after a change: what is asked as before keeps its answer, everything else waits for one.
    pub(super) fn replanned(mut self, before: &[Question], now: Timestamp) -> Self {
        let known = std::mem::take(&mut self.checks);
        let plan = self.questions(now);
        self.checks = plan
            .iter()
            .map(|question| {
                let kept = known.iter().find(|check| check.kind == question.kind() && before.contains(question));
                let waiting = || Check { kind: question.kind(), register: question.register(), standing: Standing::Waiting };
                kept.cloned().unwrap_or_else(waiting)
            })
            .collect();
        self
    }

    /// Keeps what registers said to questions that are still asked; what was said to others is of no use any more.
    pub(super) fn record_checks(mut self, answers: &[(Question, Standing)], now: Timestamp) -> Outcome {
        let plan = self.questions(now);
        let before = self.checks.clone();
        for (question, standing) in answers.iter().filter(|(question, _)| plan.contains(question)) {
            let check = Check { kind: question.kind(), register: question.register(), standing: standing.clone() };
            match self.checks.iter_mut().find(|known| known.kind == check.kind) {
                Some(known) => *known = check,
                None => self.checks.push(check),
            }
        }
        let events = if self.checks == before { Vec::new() } else { vec![Event::Checked] };
        Ok((self, events))
    }

    /// What stands in the statement, in a form of which a hash is made: whoever signs it, signs these.
    pub fn statement_data(&self) -> String {
        let mut text = String::new();
        let mut add = |name: &str, value: &str| {
            // a length before each value: no two different statements look the same
            write!(text, "{name}={}:{value};", value.len()).expect("a String takes what it is given");
        };
        add("request", &self.id.to_string());
        add("kind", self.applicant.kind.word());
        self.applicant.fields().for_each(|(name, value)| add(name, value.trim()));
        self.use_areas.iter().for_each(|area| add("use_area", area));
        for document in self.documents.iter().filter(|document| document.kind.proves_identity()) {
            add("document", document.kind.word());
            document.requisites.iter().for_each(|(requisite, value)| add(requisite.word(), value));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_moscow() {
        let at = |text: &str| day_of(Timestamp::parse(text).unwrap()).to_string();
        assert_eq!(at("2026-11-29T20:59:59Z"), "2026-11-29");
        assert_eq!(at("2026-11-29T21:00:00.5Z"), "2026-11-30");
    }
}
