//! What can be seen in the facts themselves, before anybody is asked.

use super::facts::said;
use super::{Code, Facts, Finding, OrganizationFacts, PassportFacts, PassportNumber, ends};
use crate::issue::document::Kind;
use crate::subject::{Date, Inn, Ogrn, Snils};

/// Everything that is wrong whatever a register would say, on the day `today`. What is not given at all is no finding: whether it has to be
/// given is decided elsewhere.
pub fn local(facts: &Facts, today: &Date) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut note = |code, kind| found.push(Finding::seen(code, kind));
    if let Some(code) = facts.passport.as_ref().and_then(|passport| in_passport(passport, facts, today)) {
        note(code, Kind::Passport);
    }
    if said(facts.snils.as_ref()).is_some_and(|snils| Snils::parse(snils).is_err()) {
        note(Code::NotValidSnilsChecksum, Kind::Snils);
    }
    if said(facts.inn.as_ref()).is_some_and(|inn| !Inn::parse(inn).is_ok_and(|inn| inn.is_of_a_person())) {
        note(Code::InnNotMatchWithFns, Kind::NaturalPersonInn);
    }
    if let Some(organization) = facts.organization.as_ref().filter(|organization| !could_be(organization)) {
        note(Code::OrganizationNotFoundInFns, organization.kind);
    }
    found
}

/// A passport whose number is none has no code of its own; faces refuse it before, and what slips through is not sent on unseen.
fn in_passport(passport: &PassportFacts, facts: &Facts, today: &Date) -> Option<Code> {
    if PassportNumber::parse(&passport.series, &passport.number).is_err() {
        return Some(Code::Unknown);
    }
    let (born, issued) = facts.birth_date.as_ref().zip(passport.issue_date.as_ref())?;
    ends(born, issued).is_some_and(|last| last < *today).then_some(Code::PassportExpired)
}

/// Whether such an organization, or sole proprietor, may exist.
fn could_be(organization: &OrganizationFacts) -> bool {
    let sole = organization.kind == Kind::Egrip;
    let inn = Inn::parse(&organization.inn).is_ok_and(|inn| inn.is_of_a_person() == sole);
    let ogrn = said(organization.ogrn.as_ref());
    inn && ogrn.is_none_or(|ogrn| Ogrn::parse(ogrn).is_ok_and(|ogrn| ogrn.is_of_a_sole_proprietor() == sole))
}
