//! The invariants of the contract (contracts/issue-requests.md §16) that the machine keeps; those of jobs and codes are tested with them.

use super::fixture::*;
use crate::code;
use crate::issue::applicant::Applicant;
use crate::issue::check::Code;
use crate::issue::document::{Kind, Requisites};
use crate::issue::*;

/// In which of the states a command does not meet the table of guards.
fn allowed(name: &str) -> Vec<&'static str> {
    let is_allowed = |way: &&(&'static str, &'static [&'static str])| {
        let outcome = after(way.1).apply(command(name), NOW);
        !matches!(outcome, Err(rejected) if rejected.code == code::WRONG_ISSUE_STATUS)
    };
    WAYS.iter().filter(is_allowed).map(|(name, _)| *name).collect()
}

const APPROVED: [&str; 5] = ["approved", "identified", "forwarded", "confirmed", "by portal"];

#[test]
fn invariant_1_a_request_is_deleted_in_preparing_correction_and_approved() {
    assert_eq!(allowed("delete"), [&["preparing", "correction"][..], &APPROVED].concat());
}

#[test]
fn invariant_2_data_and_documents_change_in_preparing_and_correction_and_those_of_identification_when_approved_too() {
    for name in ["edit", "put document", "delete document", "add page", "delete page"] {
        assert_eq!(allowed(name), ["preparing", "correction"], "{name}");
    }
    for name in ["put photo", "identify", "remove id"] {
        assert_eq!(allowed(name), [&["preparing", "correction"][..], &APPROVED].concat(), "{name}");
    }
}

#[test]
fn invariant_3_a_request_is_sent_from_preparing_and_correction() {
    assert_eq!(allowed("submit"), ["preparing", "correction"]);
    let rejected =
        IssueRequest { applicant: Applicant { phone: None, ..applicant() }, ..whole() }.apply(command("submit"), NOW).unwrap_err();
    assert_eq!(rejected.code, code::APPLICANT_INCOMPLETE);
    assert_eq!(rejected.facts["fields"], serde_json::json!([{ "field": "phone", "code": "field_required" }]));
    assert_eq!(bare().apply(command("submit"), NOW).unwrap_err().code, code::DOCUMENTS_MISSING);
}

#[test]
fn invariant_4_a_fatal_finding_blocks_sending_and_a_warning_does_not() {
    let told = |kind, code| done(whole(), Command::RecordChecks { answers: vec![answer(&whole(), kind, &[code])] });
    let fatal = told(Kind::Passport, Code::PassportLost);
    let rejected = fatal.clone().apply(command("submit"), NOW).unwrap_err();
    assert_eq!(rejected.code, code::REQUISITES_REFUSED);
    assert_eq!(rejected.facts["findings"][0]["code"], "passport_lost");
    assert!(fatal.clone().apply(Command::Submit { demands: Demands::WholeButForRegisters }, NOW).is_ok());
    assert!(told(Kind::Snils, Code::SnilsNotMatchWithPfr).apply(command("submit"), NOW).is_ok());
    // other requisites are another question: what was said of the old ones is gone
    let mut other: Requisites = passport();
    other.set(document::Requisite::Number, "654321");
    let mended = done(fatal, Command::PutDocument { kind: Kind::Passport, requisites: other });
    let standing = &mended.checks.iter().find(|check| check.kind == Kind::Passport).unwrap().standing;
    assert_eq!(standing, &check::Standing::Waiting);
    assert!(mended.open_questions(false, NOW).iter().any(|question| question.kind() == Kind::Passport));
    assert!(mended.apply(command("submit"), NOW).is_ok());
}

#[test]
fn an_answer_to_what_is_not_asked_any_more_changes_nothing() {
    let late = answer(&whole(), Kind::Passport, &[Code::PassportLost]);
    let mut other: Requisites = passport();
    other.set(document::Requisite::Number, "654321");
    let changed = done(whole(), Command::PutDocument { kind: Kind::Passport, requisites: other });
    let (same, events) = changed.clone().apply(Command::RecordChecks { answers: vec![late] }, NOW).unwrap();
    assert!(events.is_empty() && same == changed);
}

#[test]
fn invariant_6_what_is_to_be_mended_is_never_empty_in_correction_and_kept_as_history_when_it_is_sent_again() {
    let nothing = Command::Correct { operator: Some(operator()), comment: None, remarks: Vec::new() };
    assert_eq!(after(&["submit"]).apply(nothing, NOW).unwrap_err().code, code::REMARKS_REQUIRED);
    let sent_back = after(&["submit", "correct"]);
    let correction = sent_back.correction().unwrap().clone();
    assert!(sent_back.corrections.is_empty() && correction.comment.is_some());
    let again = done(sent_back, command("submit"));
    assert_eq!((again.correction(), &again.corrections[..]), (None, &[correction][..]));
}

#[test]
fn invariant_7_a_request_is_forwarded_when_approved_and_identified_where_that_is_required() {
    assert_eq!(allowed("forward"), APPROVED);
    let staff = |counterparty| {
        let applicant = Applicant { kind: applicant::SubjectKind::LegalEntity, ..applicant() };
        let approved = IssueRequest { applicant, ..after(&["submit", "approve"]) };
        approved.apply(Command::Forward { agreement: None, key: None, counterparty }, NOW)
    };
    assert!(staff(false).is_ok());
    assert_eq!(staff(true).unwrap_err().code, code::IDENTIFICATION_REQUIRED);
    let person = after(&["submit", "approve"]);
    assert_eq!(person.clone().apply(command("forward"), NOW).unwrap_err().code, code::IDENTIFICATION_REQUIRED);
    let by_portal = ["ask portal", "answer portal", "forward"].into_iter().fold(person, |request, name| done(request, command(name)));
    assert!(by_portal.is_forwarded());
    let forwarded = after(&["submit", "approve", "identify", "forward"]);
    assert_eq!(forwarded.clone().apply(Command::RemoveIdentification, NOW).unwrap_err().code, code::ALREADY_FORWARDED);
    assert!(done(done(forwarded, command("retrieve")), command("remove id")).identification.is_none());
}

#[test]
fn invariant_8_the_release_is_asked_for_once_from_the_cabinet_with_a_statement_and_a_key() {
    assert_eq!(allowed("accept"), APPROVED);
    assert_eq!(
        after(&["submit", "approve", "identify", "sign"]).apply(command("accept"), NOW).unwrap_err().code,
        code::DOCUMENTS_NOT_READY
    );
    let unsigned = after(&["submit", "approve", "identify", "forward"]);
    assert_eq!(unsigned.clone().apply(command("accept"), NOW).unwrap_err().code, code::STATEMENT_REQUIRED);
    let without_a_key = Command::Accept { consent: consent("cd"), key: None };
    assert_eq!(done(unsigned, signed()).apply(without_a_key, NOW).unwrap_err().code, code::KEY_REQUIRED);
    let releasing = after(&["submit", "approve", "identify", "sign", "forward", "accept"]);
    assert_eq!(releasing.apply(command("accept"), NOW).unwrap_err().code, code::WRONG_ISSUE_STATUS);
}

#[test]
fn what_the_portal_confirmed_is_released_without_being_asked_and_only_by_that_confirmation() {
    for (name, way) in WAYS {
        assert_eq!(after(way).goes_on_by_itself(), ["confirmed", "by portal"].contains(&name), "{name}");
    }
    let releasing = after(&["submit", "approve", "ask portal", "answer portal", "forward", "accept portal"]);
    assert!(matches!(&releasing.state, State::Releasing { consent, .. } if *consent == portal_consent()));
    assert!(releasing.is_identified() && releasing.identification.is_none());
    // before the check, too: what is confirmed waits for the approval
    let confirmed_first = after(&["ask portal", "answer portal", "submit", "approve"]);
    assert!(confirmed_first.goes_on_by_itself() && !confirmed_first.is_forwarded());

    let refused = |request: IssueRequest| request.apply(command("accept portal"), NOW).unwrap_err().code;
    assert_eq!(refused(after(&["submit", "approve", "ask portal", "answer portal"])), code::DOCUMENTS_NOT_READY);
    assert_eq!(refused(after(&["submit", "approve", "identify", "sign", "forward"])), code::STATEMENT_REQUIRED);
    let Consent::Portal(portal) = portal_consent() else { unreachable!("a portal's") };
    for other in [ByPortal { confirmation: "c2".to_owned(), ..portal.clone() }, ByPortal { binding: "cd".to_owned(), ..portal }] {
        let command = Command::Accept { consent: Consent::Portal(other), key: None };
        let by_portal = after(&["submit", "approve", "ask portal", "answer portal", "forward"]);
        assert_eq!(by_portal.apply(command, NOW).unwrap_err().code, code::STATEMENT_REQUIRED);
    }
    // where the key is awaited, the request waits too
    let awaited = IssueRequest { key: KeyPlace::AwaitedToken, ..after(&["submit", "approve", "ask portal", "answer portal", "forward"]) };
    let without_a_key = Command::Accept { consent: portal_consent(), key: None };
    assert_eq!(awaited.clone().apply(without_a_key.clone(), NOW).unwrap_err().code, code::KEY_REQUIRED);
    assert!(done(done(awaited, command("bring key")), without_a_key).status() == Status::Releasing);
}

#[test]
fn a_key_in_another_place_than_the_portal_told_takes_the_confirmation_back() {
    let confirmed = after(&["submit", "approve", "ask portal", "answer portal"]);
    let elsewhere = done(confirmed.clone(), command("bring key"));
    assert!(!elsewhere.has_statement() && elsewhere.confirmation.is_none() && !elsewhere.goes_on_by_itself());
    let of_their_own = IssueRequest { key: KeyPlace::AwaitedToken, ..confirmed.clone() };
    assert!(done(of_their_own, command("bring key")).goes_on_by_itself());
    assert!(done(after(&["submit", "approve", "sign"]), command("bring key")).has_statement(), "a code for the release comes after it");
    // who is vouched for by nobody any more does not stay in the cabinet; whom a person has identified does
    let forwarded = done(confirmed.clone(), command("forward"));
    let (alone, events) = forwarded.apply(command("bring key"), NOW).unwrap();
    assert!(!alone.is_forwarded() && !alone.is_identified() && events == [Event::KeyBrought, Event::Retrieved], "{events:?}");
    assert_eq!(alone.apply(command("forward"), NOW).unwrap_err().code, code::IDENTIFICATION_REQUIRED);
    let seen = done(done(done(confirmed, command("identify")), command("forward")), command("bring key"));
    assert!(seen.is_forwarded() && !seen.has_statement());
}

#[test]
fn a_failure_on_the_way_by_the_portal_is_kept_until_the_request_goes_on() {
    let failed = after(&["submit", "approve", "ask portal", "answer portal", "fail"]);
    assert_eq!((failed.status(), failed.inner_error()), (Status::Approved, Some("key store is down")));
    assert_eq!(done(done(failed.clone(), command("forward")), command("accept portal")).inner_error(), None);
    assert_eq!(done(failed, command("decline")).inner_error(), None);
    assert_eq!(after(&["submit", "approve"]).apply(command("fail"), NOW).unwrap_err().code, code::WRONG_ISSUE_STATUS);
}

#[test]
fn invariant_9_there_is_a_certificate_when_it_is_released_and_not_before() {
    for (name, way) in WAYS {
        assert_eq!(after(way).certificate().is_some(), ["released", "active"].contains(&name), "{name}");
    }
}

#[test]
fn invariant_10_a_scan_comes_after_its_document_and_after_the_consent() {
    assert_eq!(bare().apply(add_page(Kind::Passport, 71), NOW).unwrap_err().code, code::PROCESSING_CONSENT_REQUIRED);
    let agreed = done(bare(), agree());
    assert_eq!(agreed.clone().apply(add_page(Kind::Passport, 71), NOW).unwrap_err().code, code::REQUISITES_FIRST);
    assert!(done(agreed, put_passport()).apply(add_page(Kind::Passport, 71), NOW).is_ok());
}

#[test]
fn invariant_11_unknown_is_no_state_kind_or_level() {
    assert_eq!(Status::parse("unknown"), None);
    assert_eq!(Kind::parse("unknown"), None);
    assert_eq!(check::Level::parse("unknown"), None);
    assert_eq!(check::State::parse("unknown"), None);
}

#[test]
fn invariant_12_a_change_of_data_takes_the_statement_back_however_it_was_signed() {
    let edit = || Command::Edit { applicant: Applicant { name: Some("Яна".to_owned()), ..applicant() }, use_areas: Vec::new() };
    let by_code = done(whole(), signed());
    assert!(by_code.has_statement() && done(by_code.clone(), command("note")).has_statement());
    assert!(!done(by_code.clone(), edit()).has_statement());
    let mut other: Requisites = passport();
    other.set(document::Requisite::Number, "654321");
    assert!(!done(by_code, Command::PutDocument { kind: Kind::Passport, requisites: other }).has_statement());

    let by_portal = done(done(whole(), command("ask portal")), command("answer portal"));
    assert!(by_portal.has_statement());
    let edited = done(by_portal, edit());
    assert!(!edited.has_statement() && edited.confirmation.is_none());
    assert_eq!(edited.apply(command("answer portal"), NOW).unwrap_err().code, code::CONFIRMATION_MISSING);

    let put = Command::PutDocument { kind: Kind::ReleaseStatement, requisites: Requisites::default() };
    let on_paper = done(done(whole(), put), add_page(Kind::ReleaseStatement, 90));
    assert!(on_paper.has_statement());
    let edited = done(on_paper, edit());
    assert!(!edited.has_statement() && edited.document(Kind::ReleaseStatement).is_some());
}

#[test]
fn invariant_13_an_answer_of_the_portal_counts_once() {
    let asked = done(whole(), command("ask portal"));
    for answer in [PortalAnswer::Rejected, PortalAnswer::Expired, PortalAnswer::NoAccount] {
        let refused = done(asked.clone(), Command::AnswerPortal { answer });
        let (same, events) = refused.clone().apply(Command::AnswerPortal { answer: PortalAnswer::Confirmed }, NOW).unwrap();
        assert!(events.is_empty() && same == refused && !same.has_statement(), "{answer:?}");
    }
    let (same, events) = asked.clone().apply(Command::AnswerPortal { answer: PortalAnswer::InProgress }, NOW).unwrap();
    assert!(events.is_empty() && same == asked);
}

#[test]
fn invariant_14_the_last_to_identify_counts_and_who_identified_somebody_else_does_not() {
    let first = done(whole(), command("identify"));
    let second = done(first, Command::Identify { identification: identification(named("Петрова Ольга")) });
    assert_eq!(second.identification.as_ref().unwrap().by, named("Петрова Ольга"));
    let same_person = Applicant { email: Some("b@example.ru".to_owned()), surname: Some("ёжикова ".to_owned()), ..applicant() };
    let kept = done(second.clone(), Command::Edit { applicant: same_person, use_areas: Vec::new() });
    assert!(kept.identification.is_some());
    let another = Applicant { surname: Some("Иванова".to_owned()), ..applicant() };
    assert!(done(second, Command::Edit { applicant: another, use_areas: Vec::new() }).identification.is_none());
}
